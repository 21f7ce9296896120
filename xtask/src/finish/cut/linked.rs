//! A module as the linker left it, with what leads to what.

use std::ops::Range;

use wasmparser::{
    BinaryReaderError, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload,
    RelocSectionReader, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// How the names of exports begin that only a script would call, and none does: the classes of
/// `wasm-streams`, which Leptos brings along for streamed answers.
const UNUSED: &[&str] = &["intounderlying", "__wbg_intounderlying"];

/// What leads to something, or is led to: a function by its index, a constant by its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Function(u32),
    Constant(u32),
}

/// A linked module with its relocations.
#[derive(Default)]
pub(super) struct Linked<'a> {
    pub(super) imported: u32,
    pub(super) code_start: usize,
    pub(super) data_start: usize,
    /// The bodies, in the file.
    pub(super) bodies: Vec<Range<usize>>,
    /// Functions that something outside calls.
    pub(super) roots: Vec<Thing>,
    pub(super) segments: Vec<Range<usize>>,
    pub(super) symbols: Vec<SymbolInfo<'a>>,
    pub(super) code_relocations: Vec<RelocationEntry>,
    pub(super) data_relocations: Vec<RelocationEntry>,
    /// What functions call that have no relocations: the linker made them.
    pub(super) calls: Vec<(Thing, Thing)>,
}

impl<'a> Linked<'a> {
    pub(super) fn read(file: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut linked = Self::default();
        let mut stubs = Vec::new();
        for payload in Parser::new(0).parse_all(file) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, TypeRef::Func(_));
                        linked.imported += u32::from(is_function);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        let is_function = export.kind == ExternalKind::Func;
                        let is_unused = UNUSED.iter().any(|start| export.name.starts_with(start));
                        if is_function && !is_unused {
                            linked.roots.push(Thing::Function(export.index));
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.roots.push(Thing::Function(func)),
                Payload::CodeSectionStart { range, .. } => linked.code_start = range.start,
                Payload::CodeSectionEntry(body) => {
                    linked.bodies.push(body.range());
                    stubs.push(body);
                }
                Payload::DataSection(data) => {
                    linked.data_start = data.range().start;
                    for segment in data {
                        let segment = segment?;
                        let start = segment.range.end - segment.data.len();
                        linked.segments.push(start..segment.range.end);
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking {
                            if let Linking::SymbolTable(symbols) = part? {
                                linked.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) if section.name() == "reloc.CODE" => {
                        linked.code_relocations = entries(&relocations)?;
                    }
                    KnownCustom::Reloc(relocations) if section.name() == "reloc.DATA" => {
                        linked.data_relocations = entries(&relocations)?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let mut has_relocations = vec![false; linked.bodies.len()];
        for entry in &linked.code_relocations {
            if let Some(has) = linked
                .body_of(entry)
                .and_then(|body| has_relocations.get_mut(body))
            {
                *has = true;
            }
        }
        for (index, body) in stubs.into_iter().enumerate() {
            if has_relocations.get(index) == Some(&false) {
                let from = linked.function(index);
                for operator in body.get_operators_reader()? {
                    if let Operator::Call { function_index } = operator? {
                        linked.calls.push((from, Thing::Function(function_index)));
                    }
                }
            }
        }
        Ok(linked)
    }

    pub(super) fn function(&self, body: usize) -> Thing {
        Thing::Function(self.imported + u32::try_from(body).unwrap_or(u32::MAX))
    }

    /// Which body a relocation stands in.
    pub(super) fn body_of(&self, entry: &RelocationEntry) -> Option<usize> {
        let at = self.code_start + entry.offset as usize;
        self.bodies
            .partition_point(|body| body.start <= at)
            .checked_sub(1)
    }

    /// Where a constant stands in the file.
    pub(super) fn constant(&self, symbol: u32) -> Option<Range<usize>> {
        let SymbolInfo::Data {
            symbol: Some(place),
            ..
        } = self.symbols.get(symbol as usize)?
        else {
            return None;
        };
        let segment = self.segments.get(place.index as usize)?;
        let start = segment.start + place.offset as usize;
        Some(start..start + place.size as usize)
    }

    /// All constants with their places, in the order of the file.
    pub(super) fn constants(&self) -> Vec<(Range<usize>, u32)> {
        let symbols = 0..u32::try_from(self.symbols.len()).unwrap_or(0);
        let mut constants: Vec<_> = symbols
            .filter_map(|symbol| Some((self.constant(symbol)?, symbol)))
            .collect();
        constants.sort_by_key(|(place, _)| place.start);
        constants
    }

    /// What a relocation leads to.
    pub(super) fn target(&self, entry: &RelocationEntry) -> Option<Thing> {
        if entry.ty == RelocationType::TypeIndexLeb {
            return None;
        }
        match self.symbols.get(entry.index as usize)? {
            SymbolInfo::Func { index, .. } => Some(Thing::Function(*index)),
            SymbolInfo::Data { .. } => Some(Thing::Constant(entry.index)),
            _ => None,
        }
    }
}

fn entries(section: &RelocSectionReader<'_>) -> Result<Vec<RelocationEntry>, BinaryReaderError> {
    section.entries().into_iter().collect()
}
