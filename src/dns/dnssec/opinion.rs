//! What the resolver itself makes of an answer.

use super::exchange::exchange;
use super::extended_error::extended_error;
use crate::dns::Opinion;
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{Name, RecordType};
use std::io::ErrorKind;
use std::net::SocketAddr;

/// Asks for it.
pub(in crate::dns) async fn opinion(
    server: SocketAddr,
    name: &Name,
    record_type: RecordType,
) -> Opinion {
    match exchange(server, name, record_type).await {
        Ok(message) => of_message(&message),
        Err(error) if error.kind() == ErrorKind::TimedOut => {
            Opinion::Unknown("it did not answer in time".to_owned())
        }
        Err(error) => Opinion::Unknown(format!("it could not be asked: {error}")),
    }
}

fn of_message(message: &Message) -> Opinion {
    match message.metadata.response_code {
        ResponseCode::NoError | ResponseCode::NXDomain => match message.metadata.authentic_data {
            true => Opinion::Authentic,
            false => Opinion::Plain,
        },
        // RFC 6891 §7: it does not know EDNS, and so nothing of DNSSEC.
        ResponseCode::FormErr | ResponseCode::NotImp => Opinion::Plain,
        code => Opinion::Rejected {
            code: code_word(code),
            explanation: extended_error(message),
        },
    }
}

/// A response code by its mnemonic.
pub(super) fn code_word(code: ResponseCode) -> String {
    match code {
        ResponseCode::ServFail => "SERVFAIL".to_owned(),
        ResponseCode::Refused => "REFUSED".to_owned(),
        ResponseCode::FormErr => "FORMERR".to_owned(),
        ResponseCode::NotImp => "NOTIMP".to_owned(),
        ResponseCode::NXDomain => "NXDOMAIN".to_owned(),
        other => other.to_str().to_owned(),
    }
}
