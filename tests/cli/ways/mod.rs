//! Ways to a server that are not straight on and as oneself: the PROXY protocol, a SOCKS proxy, XCLIENT.

mod options;
mod proxy_protocol;
mod socks;
mod xclient;
