//! The frames of RFC 6455 that a server sends here: text and ping, whole and unmasked.

use bytes::{BufMut, Bytes, BytesMut};

const FINAL_TEXT: u8 = 0x81;

/// A ping without a payload.
pub(super) const PING: &[u8] = &[0x89, 0x00];

/// A text frame.
pub(super) fn text(payload: &str) -> Bytes {
    let mut frame = BytesMut::with_capacity(payload.len() + 10);
    frame.put_u8(FINAL_TEXT);
    match payload.len() {
        // The length takes 7 bits, or 16 after a 126, or 64 after a 127.
        length @ 0..=125 => frame.put_u8(u8::try_from(length).unwrap_or(125)),
        length @ 126..=0xffff => {
            frame.put_u8(126);
            frame.put_u16(u16::try_from(length).unwrap_or(u16::MAX));
        }
        length => {
            frame.put_u8(127);
            frame.put_u64(length as u64);
        }
    }
    frame.put_slice(payload.as_bytes());
    frame.freeze()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]

    use super::text;

    #[test]
    fn each_length_has_its_own_header() {
        let cases: [(usize, &[u8]); 4] = [
            (125, &[0x81, 125]),
            (126, &[0x81, 126, 0, 126]),
            (65_535, &[0x81, 126, 0xff, 0xff]),
            (65_536, &[0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ];
        for (length, header) in cases {
            let frame = text(&"x".repeat(length));
            assert_eq!(&frame[..header.len()], header);
            assert_eq!(frame.len(), header.len() + length);
        }
    }
}
