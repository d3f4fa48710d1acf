//! Which EHLO keyword brings which parameters of MAIL and RCPT, as the standard that defines the keyword has it.

/// An EHLO keyword, and a parameter that it brings; one that ends with `=` or `;` still needs a value.
pub(super) type Parameter = (&'static str, &'static str);

/// Of MAIL.
pub(super) const OF_MAIL: &[Parameter] = &[
    ("SIZE", "SIZE="),
    ("8BITMIME", "BODY=8BITMIME"),
    ("8BITMIME", "BODY=7BIT"),
    ("BINARYMIME", "BODY=BINARYMIME"),
    ("SMTPUTF8", "SMTPUTF8"),
    ("REQUIRETLS", "REQUIRETLS"),
    ("DSN", "RET=FULL"),
    ("DSN", "RET=HDRS"),
    ("DSN", "ENVID="),
    ("AUTH", "AUTH=<>"),
    ("DELIVERBY", "BY="),
    ("MT-PRIORITY", "MT-PRIORITY="),
    ("FUTURERELEASE", "HOLDFOR="),
    ("FUTURERELEASE", "HOLDUNTIL="),
    ("SUBMITTER", "SUBMITTER="),
    ("MTRK", "MTRK="),
    ("NO-SOLICITING", "SOLICIT="),
    ("CONPERM", "CONPERM"),
    ("CHECKPOINT", "TRANSID="),
    ("XVERP", "XVERP"),
];

/// Of RCPT.
pub(super) const OF_RCPT: &[Parameter] = &[
    ("DSN", "NOTIFY=NEVER"),
    ("DSN", "NOTIFY=SUCCESS"),
    ("DSN", "NOTIFY=FAILURE"),
    ("DSN", "NOTIFY=DELAY"),
    ("DSN", "NOTIFY=SUCCESS,FAILURE,DELAY"),
    ("DSN", "ORCPT=rfc822;"),
    ("RRVS", "RRVS="),
    ("CONNEG", "CONNEG"),
];
