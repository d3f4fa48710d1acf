//! Which mechanism to use: the strongest that the server offers and the credentials allow, or what the user names.

use super::{Credentials, Mechanism};

/// What the user wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// These mechanisms, the first that fits; empty for the strongest.
    pub mechanisms: Vec<Mechanism>,
    /// Also where the server does not offer it.
    pub forced: bool,
}

/// By what means a client can authenticate in this session.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// The credentials.
    pub credentials: &'a Credentials,
    /// A client certificate was sent.
    pub certificate: bool,
    /// The TLS session can be bound to.
    pub binding: bool,
    /// A password or token may be given away to the other end.
    pub trusts_peer: bool,
}

/// What was chosen, and why others were not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The mechanism; nothing where none fits.
    pub mechanism: Option<Mechanism>,
    /// What was offered or wished for and comes before it, by name, and why it was passed over.
    pub passed_over: Vec<(String, PassedOver)>,
}

/// Why a mechanism was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// smtls does not speak it.
    Unknown,
    /// The user named it, and the server does not offer it.
    NotOffered,
    /// The user named others.
    NotWished,
    /// It is used only where the user names it.
    NotNamed,
    /// There is no user name.
    NoUser,
    /// There is no password.
    NoPassword,
    /// There is no OAuth token.
    NoToken,
    /// It cannot say as whom to act.
    NoAuthorization,
    /// The TLS session has nothing to bind to.
    NoBinding,
    /// User name or password have characters that SASLprep does not let through.
    NotPrepared,
    /// It would give the secret away to whoever is at the other end, or listens.
    GivesSecretAway,
    /// It was tried already.
    Tried,
}

/// Chooses among what the server offers; `tried` was refused already.
pub fn choose(offered: &[String], wish: &Wish, means: &Means<'_>, tried: &[Mechanism]) -> Choice {
    let mut choice = Choice::default();
    let is_offered = |one: Mechanism| offered.iter().any(|name| name == one.name());
    let candidates = candidates(wish, is_offered);
    let is_named = |one: Mechanism| wish.mechanisms.contains(&one);
    for one in candidates.iter().copied() {
        if !is_offered(one) && !wish.forced {
            choice.pass(one.word(), PassedOver::NotOffered);
            continue;
        }
        match obstacle(one, is_named(one), means, tried) {
            None => {
                choice.mechanism = Some(one);
                break;
            }
            Some(why) => choice.pass(one.word(), why),
        }
    }
    for name in offered {
        let known = Mechanism::ALL.into_iter().any(|one| one.name() == name);
        let listed = candidates.iter().any(|one| one.name() == name);
        match (known, listed) {
            (false, _) => choice.pass(name, PassedOver::Unknown),
            (true, false) => choice.pass(name, PassedOver::NotWished),
            (true, true) => {}
        }
    }
    choice
}

/// What comes into question, the best first.
fn candidates(wish: &Wish, is_offered: impl Fn(Mechanism) -> bool) -> Vec<Mechanism> {
    if !wish.mechanisms.is_empty() {
        return wish.mechanisms.clone();
    }
    // The second form of LOGIN is for those who name it.
    let all = Mechanism::ALL.into_iter();
    let all = all.filter(|one| is_offered(*one) && *one != Mechanism::LoginInitial);
    let blind = match wish.forced {
        true => &[
            Mechanism::Plain,
            Mechanism::OAuthBearer,
            Mechanism::External,
        ][..],
        false => &[],
    };
    let mut candidates: Vec<Mechanism> = all.collect();
    for one in blind {
        if !candidates.contains(one) {
            candidates.push(*one);
        }
    }
    candidates
}

/// Why a mechanism cannot be used.
fn obstacle(
    one: Mechanism,
    is_named: bool,
    means: &Means<'_>,
    tried: &[Mechanism],
) -> Option<PassedOver> {
    let credentials = means.credentials;
    let has_secret = credentials.password.is_some() || credentials.token.is_some();
    // Who has a password wants to use it, and nobody is anonymous by mistake.
    let by_itself = match one {
        Mechanism::External => means.certificate && !has_secret,
        Mechanism::Anonymous => false,
        _ => true,
    };
    let needs_user = one.needs_password() || one == Mechanism::XOAuth2;
    let is_plus = matches!(one, Mechanism::Scram { plus: true, .. });
    let checks = [
        (tried.contains(&one), PassedOver::Tried),
        (!is_named && !by_itself, PassedOver::NotNamed),
        (
            one.needs_password() && credentials.password.is_none(),
            PassedOver::NoPassword,
        ),
        (
            one.needs_token() && credentials.token.is_none(),
            PassedOver::NoToken,
        ),
        (needs_user && credentials.user.is_none(), PassedOver::NoUser),
        (
            credentials.authorize_as.is_some() && !one.can_authorize(),
            PassedOver::NoAuthorization,
        ),
        (is_plus && !means.binding, PassedOver::NoBinding),
        (
            one.gives_secret_away() && !means.trusts_peer,
            PassedOver::GivesSecretAway,
        ),
    ];
    checks
        .into_iter()
        .find_map(|(holds, why)| holds.then_some(why))
}

impl Choice {
    fn pass(&mut self, name: &str, why: PassedOver) {
        self.passed_over.push((name.to_owned(), why));
    }
}
