//! Reading and writing a wasm file, section by section.
//!
//! The layout is that of the WebAssembly core specification: a header of eight bytes, then sections
//! of one byte (the kind), the size as LEB128 and the content.

/// The kind of a section for tools: names, notes. A browser does not need it.
const CUSTOM: u8 = 0;

/// The kind of the section that lists what the module wants from outside.
const IMPORTS: u8 = 2;

/// The kind of the section that lists what the module has for outside.
const EXPORTS: u8 = 7;

/// The kind of an import or export that is a function.
const FUNCTION: u8 = 0;

/// One imported function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Import<'a> {
    /// The key under which the script hands in a group of functions.
    pub(super) module: &'a str,
    /// The key of the function in that group.
    pub(super) name: &'a str,
    /// Its type: an index into another section.
    signature: usize,
}

/// A well-formed module, cut into sections.
pub(super) struct Module<'a> {
    header: &'a [u8],
    sections: Vec<(u8, &'a [u8])>,
}

impl<'a> Module<'a> {
    /// Cuts a file; `None` when it is not well-formed.
    pub(super) fn parse(file: &'a [u8]) -> Option<Self> {
        let (header, mut rest) = file.split_at_checked(8)?;
        if !header.starts_with(b"\0asm") {
            return None;
        }
        let mut sections = Vec::new();
        while let Some((&kind, after_kind)) = rest.split_first() {
            let content;
            (content, rest) = sized(after_kind)?;
            sections.push((kind, content));
        }
        Some(Self { header, sections })
    }

    /// What it imports, in order. `None` when that is not well-formed or not functions alone.
    pub(super) fn imports(&self) -> Option<Vec<Import<'a>>> {
        let Some((_, section)) = self.sections.iter().find(|(kind, _)| *kind == IMPORTS) else {
            return Some(Vec::new());
        };
        let (count, mut rest) = leb128(section)?;
        let mut imports = Vec::new();
        for _ in 0..count {
            let (module, name, signature);
            (module, rest) = sized(rest)?;
            (name, rest) = sized(rest)?;
            rest = rest.strip_prefix(&[FUNCTION])?;
            (signature, rest) = leb128(rest)?;
            imports.push(Import {
                module: str::from_utf8(module).ok()?,
                name: str::from_utf8(name).ok()?,
                signature,
            });
        }
        rest.is_empty().then_some(imports)
    }

    /// The file without what only tools read.
    pub(super) fn without_custom_sections(&self) -> Vec<u8> {
        self.write(None)
    }

    /// The file with these imports in place of its own, and without its custom sections: the names
    /// of functions, larger than the code itself, and notes of the tools that made it.
    pub(super) fn write_with(&self, imports: &[Import<'_>]) -> Vec<u8> {
        self.write(Some(imports))
    }

    /// The file with the custom sections' contents that are made anew from their names and contents.
    pub(super) fn with_custom_sections(
        &self,
        change: impl Fn(&str, &[u8]) -> Option<Vec<u8>>,
    ) -> Vec<u8> {
        let mut file = self.header.to_vec();
        for &(kind, section) in &self.sections {
            file.push(kind);
            let changed = (kind == CUSTOM).then(|| sized(section)).flatten();
            let changed = changed.and_then(|(name, content)| {
                let mut changed = Vec::new();
                write_sized(&mut changed, name);
                changed.extend(change(str::from_utf8(name).ok()?, content)?);
                Some(changed)
            });
            write_sized(&mut file, changed.as_deref().unwrap_or(section));
        }
        file
    }

    /// The file with these functions among its exports, named by their numbers. `None` where it has no
    /// exports that are well-formed.
    pub(super) fn with_exports(&self, functions: &[u32]) -> Option<Vec<u8>> {
        let mut file = self.header.to_vec();
        let mut has_exports = false;
        for &(kind, content) in &self.sections {
            file.push(kind);
            if kind != EXPORTS {
                write_sized(&mut file, content);
                continue;
            }
            has_exports = true;
            let (count, former) = leb128(content)?;
            let mut exports = Vec::new();
            write_leb128(&mut exports, count + functions.len());
            exports.extend_from_slice(former);
            for function in functions {
                write_sized(&mut exports, format!("function {function}").as_bytes());
                exports.push(FUNCTION);
                write_leb128(&mut exports, usize::try_from(*function).ok()?);
            }
            write_sized(&mut file, &exports);
        }
        has_exports.then_some(file)
    }

    fn write(&self, imports: Option<&[Import<'_>]>) -> Vec<u8> {
        let mut file = self.header.to_vec();
        for &(kind, content) in &self.sections {
            match (kind, imports) {
                (CUSTOM, _) => {}
                (IMPORTS, Some(imports)) => {
                    file.push(kind);
                    write_sized(&mut file, &import_section(imports));
                }
                _ => {
                    file.push(kind);
                    write_sized(&mut file, content);
                }
            }
        }
        file
    }
}

fn import_section(imports: &[Import<'_>]) -> Vec<u8> {
    let mut section = Vec::new();
    write_leb128(&mut section, imports.len());
    for import in imports {
        write_sized(&mut section, import.module.as_bytes());
        write_sized(&mut section, import.name.as_bytes());
        section.push(FUNCTION);
        write_leb128(&mut section, import.signature);
    }
    section
}

/// Reads a size and as many bytes, and gives what follows them.
fn sized(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (size, rest) = leb128(bytes)?;
    rest.split_at_checked(size)
}

fn write_sized(file: &mut Vec<u8>, content: &[u8]) {
    write_leb128(file, content.len());
    file.extend_from_slice(content);
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

pub(super) fn write_leb128(file: &mut Vec<u8>, mut value: usize) {
    loop {
        // The mask leaves seven bits, which always fit.
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            file.push(low);
            return;
        }
        file.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn only_custom_sections_go() {
        let types = [b"\x01\xc8\x01".as_slice(), &[b't'; 200]].concat();
        let custom = [b"\x00\xc8\x01".as_slice(), &[b'n'; 200]].concat();
        let file = [HEADER, &custom, &types, &custom].concat();
        let module = Module::parse(&file).unwrap();
        assert_eq!(module.imports().unwrap(), []);
        assert_eq!(module.write_with(&[]), [HEADER, &types].concat());
    }

    #[test]
    fn imports_are_read_and_replaced() {
        let file = [
            HEADER,
            b"\x02\x11\x02\x01m\x02ab\x00\x80\x01\x01m\x03xyz\x00\x03",
        ]
        .concat();
        let module = Module::parse(&file).unwrap();
        let mut imports = module.imports().unwrap();
        let read: Vec<_> = imports
            .iter()
            .map(|import| (import.module, import.name, import.signature))
            .collect();
        assert_eq!(read, [("m", "ab", 128), ("m", "xyz", 3)]);
        assert_eq!(module.write_with(&imports), file);

        for import in &mut imports {
            import.name = "i";
        }
        let written = module.write_with(&imports);
        assert_eq!(
            written,
            [
                HEADER,
                b"\x02\x0e\x02\x01m\x01i\x00\x80\x01\x01m\x01i\x00\x03"
            ]
            .concat()
        );
    }

    #[test]
    fn what_is_cut_or_no_module_is_told() {
        for broken in [
            b"".as_slice(),
            b"<!doctype html>",
            b"\0asm\x01\0\0\0\x01\x05ab",
            b"\0asm\x01\0\0\0\x01\xff",
        ] {
            assert!(Module::parse(broken).is_none(), "{broken:?}");
        }
    }

    #[test]
    fn exports_are_added() {
        let file = [HEADER, b"\x07\x05\x01\x01f\x00\x00\x0a\x01\x00"].concat();
        let expected = [
            HEADER,
            b"\x07\x13\x02\x01f\x00\x00\x0bfunction 12\x00\x0c\x0a\x01\x00",
        ]
        .concat();
        let module = Module::parse(&file).unwrap();
        assert_eq!(module.with_exports(&[12]).unwrap(), expected);
        assert!(Module::parse(HEADER).unwrap().with_exports(&[12]).is_none());
    }

    #[test]
    fn imports_that_are_cut_or_no_functions_are_told() {
        for section in [
            b"\x02\x01\x01".as_slice(),
            b"\x02\x04\x01\x01m\x05",
            b"\x02\x08\x01\x01m\x01n\x02\x00\x01",
            b"\x02\x08\x01\x01m\x01n\x00\x01!",
            b"\x02\x07\x01\x01m\x01\xff\x00\x01",
        ] {
            let file = [HEADER, section].concat();
            let module = Module::parse(&file).unwrap();
            assert!(module.imports().is_none(), "{section:?}");
        }
    }
}
