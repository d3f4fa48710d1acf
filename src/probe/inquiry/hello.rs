//! The hello of each question, made from what the session offered.

use super::everything;
use super::question::Question;
use crate::probe::Observation;
use crate::tls::Offered;
use crate::tls::names::{self, CIPHER_KINDS, SSL_3_0, TLS_1_0, TLS_1_2, TLS_1_3};
use crate::tls::wire::{ClientHello, Hello, KeyShare, Ssl2ClientHello};

/// The group that every server of TLS 1.3 should have (RFC 9846 §9.1), and that makes for a small hello.
const X25519: u16 = 0x001d;

/// More than fits into one segment of an Ethernet (1460 octets), and about as much as a post-quantum key share makes.
const LARGE: usize = 1600;

/// The suites that servers of long ago have: AES, Triple-DES and RC4, with any key exchange, by RSA and DSS certificates.
const OF_OLD: [u16; 20] = [
    0xc014, 0xc013, 0xc00a, 0xc009, 0x0039, 0x0033, 0x0035, 0x002f, 0x0038, 0x0032, 0xc012, 0x0016,
    0x000a, 0x0013, 0xc011, 0x0005, 0x0004, 0x0015, 0x0009, 0x00ff,
];

impl Question {
    /// The hello that asks it after this session.
    pub fn hello(self, session: &Observation) -> Hello {
        let nothing = Offered::default();
        let offered = session.seen.as_ref().map_or(&nothing, |seen| &seen.offered);
        let own = session.peer.server_name().map(str::to_owned);
        let hello = match self {
            Self::Ssl2 => {
                return Hello::Ssl2(Ssl2ClientHello {
                    kinds: CIPHER_KINDS.iter().map(|kind| kind.code_point).collect(),
                });
            }
            Self::Everything => all(offered),
            Self::Older => older(offered),
            Self::Plain => plain(offered),
            Self::Tls13 => tls13(offered),
            Self::Classic => classic(offered),
            Self::Small => small(offered),
            Self::Large => ClientHello {
                padded_to: LARGE,
                ..small(offered)
            },
            Self::WithName => ClientHello {
                server_name: own,
                ..same(offered)
            },
            Self::WithoutName => ClientHello {
                server_name: None,
                ..same(offered)
            },
        };
        Hello::Tls(hello)
    }
}

/// The suites of a short hello: a few of each kind that servers of TLS 1.2 have.
const PLAIN: [u16; 15] = [
    0xc02f, 0xc030, 0xc02b, 0xc02c, 0xcca8, 0xc013, 0xc014, 0xc009, 0xc00a, 0x009e, 0x0033, 0x009c,
    0x002f, 0x0035, 0x000a,
];

/// The schemes of a short hello.
const PLAIN_SCHEMES: [u16; 8] = [
    0x0403, 0x0503, 0x0804, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201,
];

/// The session's offer and all else that exists, TLS 1.3 included: some servers choose another version where TLS 1.3 is not among
/// them. The key share is as in the session's own small hello, so that the server may choose as it would there.
fn all(offered: &Offered) -> ClientHello {
    let older = older(offered);
    let new = after(&numbers(&offered.suites), everything::usual_new_suites());
    ClientHello {
        max_version: TLS_1_3,
        suites: [new, older.suites].concat(),
        groups: after(&numbers(&offered.groups), everything::usual_groups()),
        key_share: share(&numbers(&offered.groups)),
        ..older
    }
}

/// TLS 1.2 and everything older, in a hello that old servers bear: of no more suites, groups and schemes than they have room for, and
/// of extensions that senders send. Application protocols stay out: only who asked for them has them in the offer.
fn older(offered: &Offered) -> ClientHello {
    ClientHello {
        min_version: SSL_3_0,
        suites: after(&numbers(&offered.suites), everything::old_suites()),
        groups: after(&numbers(&offered.groups), everything::curves()),
        schemes: after(&numbers(&offered.schemes), everything::old_schemes()),
        server_name: offered.server_name.clone(),
        status_request: true,
        extended_master_secret: true,
        ..ClientHello::new(TLS_1_2)
    }
}

/// TLS 1.2, short: with the name, as senders have it, and little else.
fn plain(offered: &Offered) -> ClientHello {
    ClientHello {
        min_version: SSL_3_0,
        suites: PLAIN.to_vec(),
        groups: vec![X25519, 0x0017, 0x0018, 0x0019],
        schemes: PLAIN_SCHEMES.to_vec(),
        server_name: offered.server_name.clone(),
        extended_master_secret: true,
        ..ClientHello::new(TLS_1_2)
    }
}

/// TLS 1.3 alone. Without a key share the server names the group that it wants.
fn tls13(offered: &Offered) -> ClientHello {
    ClientHello {
        suites: after(&numbers(&offered.suites), everything::new_suites()),
        groups: after(&numbers(&offered.groups), everything::groups()),
        schemes: after(&numbers(&offered.schemes), everything::schemes()),
        server_name: offered.server_name.clone(),
        key_share: KeyShare::Empty,
        ..ClientHello::new(TLS_1_3)
    }
}

/// Without a server name, for servers from before extensions.
fn classic(_: &Offered) -> ClientHello {
    ClientHello {
        min_version: SSL_3_0,
        suites: OF_OLD.to_vec(),
        ..ClientHello::new(TLS_1_0)
    }
}

/// The session's offer.
fn same(offered: &Offered) -> ClientHello {
    let versions = numbers(&offered.versions);
    let highest = versions.iter().copied().max().unwrap_or(TLS_1_2);
    let lowest = versions.iter().copied().min().unwrap_or(highest);
    let groups = numbers(&offered.groups);
    ClientHello {
        min_version: lowest,
        suites: numbers(&offered.suites),
        key_share: share(&groups),
        groups,
        schemes: numbers(&offered.schemes),
        protocols: offered.protocols.clone(),
        server_name: offered.server_name.clone(),
        status_request: true,
        extended_master_secret: true,
        ..ClientHello::new(highest)
    }
}

/// The session's offer without what makes it large: with the groups that are no post-quantum ones, or X25519 where it had none.
fn small(offered: &Offered) -> ClientHello {
    let mut groups = numbers(&offered.groups);
    groups.retain(|group| !names::group(*group).is_some_and(|group| group.kind.is_post_quantum()));
    if groups.is_empty() {
        groups.push(X25519);
    }
    ClientHello {
        key_share: share(&groups),
        groups,
        ..same(offered)
    }
}

/// A share for the one group for which a hello made by hand has one, where that is offered.
fn share(groups: &[u16]) -> KeyShare {
    match groups.contains(&X25519) {
        true => KeyShare::X25519,
        false => KeyShare::Empty,
    }
}

/// Everything, what was offered before first: a server that goes by the client's wish is to choose of that where it can.
fn after(offered: &[u16], everything: Vec<u16>) -> Vec<u16> {
    let known = offered.iter().filter(|one| everything.contains(one));
    let mut all: Vec<u16> = known.copied().collect();
    for one in everything {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

fn numbers<T: Copy>(code_points: &[T]) -> Vec<u16>
where
    u16: From<T>,
{
    code_points.iter().map(|one| u16::from(*one)).collect()
}
