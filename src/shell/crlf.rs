//! Line ends of a file as they go over the wire: CR LF (RFC 5321 §2.3.8).

/// Turns LF into CR LF, in pieces; a CR LF stays one.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineEnds {
    last: Option<u8>,
}

impl LineEnds {
    /// The next piece, with its line ends as they are to be.
    pub fn mended(&mut self, octets: &[u8]) -> Vec<u8> {
        let mut mended = Vec::with_capacity(octets.len().saturating_add(octets.len() / 32));
        for octet in octets {
            if *octet == b'\n' && self.last != Some(b'\r') {
                mended.push(b'\r');
            }
            mended.push(*octet);
            self.last = Some(*octet);
        }
        mended
    }

    /// What is still to come so that the last line has an end.
    pub fn end(self) -> &'static [u8] {
        match self.last {
            None | Some(b'\n') => b"",
            Some(_) => b"\r\n",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b53_line_feeds_become_line_ends_in_every_split() {
        let (file, sent) = (
            &b"a\n\r\nb\r\n\n.\nc\rd\r"[..],
            &b"a\r\n\r\nb\r\n\r\n.\r\nc\rd\r\r\n"[..],
        );
        for size in 1..=file.len() {
            let mut ends = LineEnds::default();
            let mut mended: Vec<u8> = file
                .chunks(size)
                .flat_map(|piece| ends.mended(piece))
                .collect();
            mended.extend_from_slice(ends.end());
            assert_eq!(mended, sent, "{size}");
        }
        assert_eq!(LineEnds::default().end(), b"");
    }
}
