//! Leaving out of a wasm file what a browser does not need.

/// The file without its custom sections: the names of functions, larger than the code itself, and
/// notes of the tools that made it. `None` when it is not well-formed.
///
/// The layout is that of the WebAssembly core specification: a header of eight bytes, then sections
/// of one byte (the kind, 0 for custom), the size as LEB128 and the content.
pub(super) fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = module.split_at_checked(8)?;
    if !header.starts_with(b"\0asm") {
        return None;
    }
    let mut kept = header.to_vec();
    while let Some((&kind, after_kind)) = rest.split_first() {
        let (size, content) = leb128(after_kind)?;
        let (_, following) = content.split_at_checked(size)?;
        let (section, _) = rest.split_at_checked(rest.len() - following.len())?;
        if kind != 0 {
            kept.extend_from_slice(section);
        }
        rest = following;
    }
    Some(kept)
}

/// Reads an unsigned number of at most 32 bits and gives what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn only_custom_sections_go() {
        let types = b"\x01\x82\x00ab";
        let custom = [b"\x00\xc8\x01".as_slice(), &[b'n'; 200]].concat();
        let module = [HEADER, &custom, types, &custom].concat();
        let stripped = without_custom_sections(&module).unwrap();
        assert_eq!(stripped, [HEADER, types].concat());
        assert_eq!(without_custom_sections(&stripped).unwrap(), stripped);
    }

    #[test]
    fn what_is_cut_or_no_module_is_told() {
        for broken in [
            b"".as_slice(),
            b"<!doctype html>",
            b"\0asm\x01\0\0\0\x01\x05ab",
            b"\0asm\x01\0\0\0\x01\xff",
        ] {
            assert!(without_custom_sections(broken).is_none(), "{broken:?}");
        }
    }
}
