//! The questions, by what each is to find out.

/// What a hello made by hand is to find out, after a handshake failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// What the server would choose of all that servers usually have: the session's offer, enlarged to every version from SSL 3.0 to TLS 1.3, and to
    /// the suites, groups and schemes that servers have.
    Everything,
    /// What the server would choose of TLS 1.2 and everything older, with the suites, groups and schemes that servers have.
    Older,
    /// Whether it answers a hello of TLS 1.2 that is short and plain, for servers that choke on larger ones.
    Plain,
    /// What it would choose in TLS 1.3, with every suite, group and scheme.
    Tls13,
    /// Whether it answers a hello as they were long ago: short, of TLS 1.0, with the suites of that time.
    Classic,
    /// Whether it speaks SSL 2.0.
    Ssl2,
    /// Whether it takes the session's offer in a small hello: without post-quantum groups, in one segment.
    Small,
    /// Whether it takes the same in a hello that needs more than one segment.
    Large,
    /// Whether it takes the session's offer with its own name as server name.
    WithName,
    /// Whether it takes the session's offer without a server name.
    WithoutName,
}

impl Question {
    /// What it asks, in words that follow "to ask": `what the server would choose in TLS 1.3`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everything => "what it would choose of all that servers usually have",
            Self::Older => "what it would choose of TLS 1.2 and everything older",
            Self::Plain => "whether it answers a short hello of TLS 1.2",
            Self::Tls13 => "what it would choose in TLS 1.3, with every group",
            Self::Classic => "whether it answers a short hello of TLS 1.0",
            Self::Ssl2 => "whether it speaks SSL 2.0",
            Self::Small => "whether it takes the same offer in a small hello",
            Self::Large => "whether it takes the same offer in a hello of more than one segment",
            Self::WithName => "whether it takes the same offer with its own name as server name",
            Self::WithoutName => "whether it takes the same offer without a server name",
        }
    }

    /// The same as a word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Older => "older-versions",
            Self::Plain => "plain-hello",
            Self::Tls13 => "tls13",
            Self::Classic => "classic-hello",
            Self::Ssl2 => "ssl2",
            Self::Small => "small-hello",
            Self::Large => "large-hello",
            Self::WithName => "with-server-name",
            Self::WithoutName => "without-server-name",
        }
    }

    /// What the server had to choose from, in words that follow its choice: `of all that servers usually have`.
    pub fn of_what(self) -> &'static str {
        match self {
            Self::Everything => "of all that servers usually have",
            Self::Older => "of TLS 1.2 and everything older",
            Self::Plain => "of a short hello of TLS 1.2",
            Self::Tls13 => "of TLS 1.3 with every group",
            Self::Classic => "of a short hello of TLS 1.0",
            Self::Ssl2 => "of SSL 2.0",
            Self::Small => "of the same offer in a small hello",
            Self::Large => "of the same offer in a large hello",
            Self::WithName => "of the same offer with its own name",
            Self::WithoutName => "of the same offer without a name",
        }
    }
}
