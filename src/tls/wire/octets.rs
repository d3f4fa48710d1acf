//! Octets as the TLS presentation language lays them out (RFC 9846 §3): numbers, and vectors behind their lengths.

/// What is left to be read of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Octets<'a>(pub(super) &'a [u8]);

impl<'a> Octets<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_be_bytes(*first))
    }

    /// A number of three octets, such as the length of a handshake message.
    pub(super) fn u24(&mut self) -> Option<usize> {
        let high = usize::from(self.u8()?);
        Some(high << 16 | usize::from(self.u16()?))
    }

    pub(super) fn vector8(&mut self) -> Option<&'a [u8]> {
        let length = self.u8()?;
        self.take(length.into())
    }

    pub(super) fn vector16(&mut self) -> Option<&'a [u8]> {
        let length = self.u16()?;
        self.take(length.into())
    }

    pub(super) fn vector24(&mut self) -> Option<&'a [u8]> {
        let length = self.u24()?;
        self.take(length)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// A vector behind a length of one octet; what does not fit is left out.
pub(super) fn vector8(content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(u8::MAX);
    let content = content.iter().take(length.into()).copied();
    std::iter::once(length).chain(content).collect()
}

/// A vector behind a length of two octets; what does not fit is left out.
pub(super) fn vector16(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    let content = content.iter().take(length.into()).copied();
    length.to_be_bytes().into_iter().chain(content).collect()
}

/// Code points one behind the other.
pub(super) fn code_points<'a>(numbers: impl IntoIterator<Item = &'a u16>) -> Vec<u8> {
    let numbers = numbers.into_iter();
    numbers.flat_map(|number| number.to_be_bytes()).collect()
}

/// New random octets. They need not be secret: no key is ever made of them.
pub(super) fn random<const COUNT: usize>() -> [u8; COUNT] {
    let mut octets = [0; COUNT];
    fastrand::Rng::new().fill(&mut octets);
    octets
}
