//! Taking out what a release never needs: the words of panics, and what nothing reaches.
//!
//! A panic ends the app, which the page then says (`start.js`); nobody reads where it was and why.
//! Its message, its place in the source and the ways to write both are a twentieth of the module.
//! So the functions that a panic ends in trap at once instead, all places become one, and what
//! nothing leads to any more is blanked: a function traps, a constant is zeros. Nothing moves, so
//! that the linker's relocations, which say what leads to what, stay true.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    BinaryReaderError, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader,
    RelocationEntry, RelocationType, SymbolInfo,
};

use super::wasm::{Module, write_leb128};
use crate::failure::{Failure, Outcome};

/// Parts of the names of functions that a panic ends in.
const ENDS: &[&str] = &[
    "4core9panicking",
    "slice_error_fail",
    "slice_index_fail",
    "len_mismatch_fail",
    "13unwrap_failed",
    "13expect_failed",
    "12handle_error",
];

/// How the names of exports begin that only a script would call, and none does: the classes of
/// `wasm-streams`, which Leptos brings along for streamed answers.
const UNUSED: &[&str] = &["intounderlying", "__wbg_intounderlying"];

/// How a function ends that never returns.
const NEVER_RETURNS: &[u8] = &[UNREACHABLE, END];
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// The size of a place in a source file: the file's name, its length, line and column.
const PLACE_SIZE: usize = 16;

/// What leads to something, or is led to: a function by its index, a constant by its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Function(u32),
    Constant(u32),
}

/// A linked module with its relocations.
#[derive(Default)]
struct Linked<'a> {
    imported: u32,
    code_start: usize,
    data_start: usize,
    /// The bodies, in the file.
    bodies: Vec<Range<usize>>,
    /// Functions that something outside calls.
    roots: Vec<Thing>,
    segments: Vec<Range<usize>>,
    symbols: Vec<SymbolInfo<'a>>,
    code_relocations: Vec<RelocationEntry>,
    data_relocations: Vec<RelocationEntry>,
    /// What functions call that have no relocations: the linker made them.
    calls: Vec<(Thing, Thing)>,
}

/// The module without the words of panics. It must have been linked with its relocations.
pub(super) fn without_panics(file: &[u8]) -> Outcome<Vec<u8>> {
    let mut linked =
        Linked::read(file).map_err(|error| Failure::new(format!("it is no wasm file: {error}")))?;
    let mut cut = file.to_vec();
    linked.join_places(&mut cut);
    let ends = linked.ends(file);
    let live = linked.reached(&ends);
    linked.blank(&mut cut, &live, &ends);
    let sections = Module::parse(&cut).ok_or_else(|| Failure::new("it is no wasm file"))?;
    Ok(sections.with_custom_sections(|name, content| match name {
        "reloc.CODE" => Some(relocation_section(content, &linked.code_relocations)),
        "reloc.DATA" => Some(relocation_section(content, &linked.data_relocations)),
        _ => None,
    }))
}

impl<'a> Linked<'a> {
    fn read(file: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut linked = Self::default();
        let mut stubs = Vec::new();
        for payload in Parser::new(0).parse_all(file) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                        linked.imported += u32::from(is_function);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        let is_function = export.kind == wasmparser::ExternalKind::Func;
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

    fn function(&self, body: usize) -> Thing {
        Thing::Function(self.imported + u32::try_from(body).unwrap_or(u32::MAX))
    }

    /// Which body a relocation stands in.
    fn body_of(&self, entry: &RelocationEntry) -> Option<usize> {
        let at = self.code_start + entry.offset as usize;
        self.bodies
            .partition_point(|body| body.start <= at)
            .checked_sub(1)
    }

    /// Where a constant stands in the file.
    fn constant(&self, symbol: u32) -> Option<Range<usize>> {
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
    fn constants(&self) -> Vec<(Range<usize>, u32)> {
        let symbols = 0..u32::try_from(self.symbols.len()).unwrap_or(0);
        let mut constants: Vec<_> = symbols
            .filter_map(|symbol| Some((self.constant(symbol)?, symbol)))
            .collect();
        constants.sort_by_key(|(place, _)| place.start);
        constants
    }

    /// What a relocation leads to.
    fn target(&self, entry: &RelocationEntry) -> Option<Thing> {
        if entry.ty == RelocationType::TypeIndexLeb {
            return None;
        }
        match self.symbols.get(entry.index as usize)? {
            SymbolInfo::Func { index, .. } => Some(Thing::Function(*index)),
            SymbolInfo::Data { .. } => Some(Thing::Constant(entry.index)),
            _ => None,
        }
    }

    /// Has all code name the same place in a source file.
    fn join_places(&mut self, file: &mut [u8]) {
        let places = self.places(file);
        let is_place = |entry: &RelocationEntry| {
            entry.ty == RelocationType::MemoryAddrSleb
                && entry.addend == 0
                && places.contains(&entry.index)
        };
        let Some(first) = self.code_relocations.iter().copied().find(is_place) else {
            return;
        };
        let range = |entry: &RelocationEntry| {
            let range = entry.relocation_range();
            self.code_start + range.start..self.code_start + range.end
        };
        let Some(number) = file.get(range(&first)).map(<[u8]>::to_vec) else {
            return;
        };
        let mut joined = Vec::new();
        for (position, entry) in self.code_relocations.iter().enumerate() {
            if is_place(entry)
                && let Some(here) = file.get_mut(range(entry))
            {
                here.copy_from_slice(&number);
                joined.push(position);
            }
        }
        for position in joined {
            if let Some(entry) = self.code_relocations.get_mut(position) {
                entry.index = first.index;
            }
        }
    }

    /// Constants that are places in a source file.
    fn places(&self, file: &[u8]) -> BTreeSet<u32> {
        let constants = self.constants();
        let starts = self.data_relocations.iter().map(|entry| {
            let at = self.data_start + entry.offset as usize;
            let names_source = self
                .constant(entry.index)
                .and_then(|place| file.get(place))
                .is_some_and(|name| {
                    name.trim_ascii_end().ends_with(b".rs") || name.ends_with(b".rs\0")
                });
            (at, names_source)
        });
        let starts: BTreeMap<usize, bool> = starts.collect();
        let places = constants.into_iter().filter(|(place, _)| {
            let mut inside = starts.range(place.clone());
            place.len() == PLACE_SIZE
                && inside.next() == Some((&place.start, &true))
                && inside.next().is_none()
        });
        places.map(|(_, symbol)| symbol).collect()
    }

    /// The functions that a panic ends in: those of such a name that never return.
    fn ends(&self, file: &[u8]) -> Vec<Thing> {
        let symbols = self.symbols.iter().filter_map(|symbol| match symbol {
            SymbolInfo::Func {
                index,
                name: Some(name),
                ..
            } => Some((*index, *name)),
            _ => None,
        });
        let ends = symbols.filter(|(index, name)| {
            let body = index
                .checked_sub(self.imported)
                .and_then(|body| self.bodies.get(body as usize))
                .and_then(|body| file.get(body.clone()));
            ENDS.iter().any(|end| name.contains(end))
                && body.is_some_and(|body| body.ends_with(NEVER_RETURNS))
        });
        ends.map(|(index, _)| Thing::Function(index)).collect()
    }

    /// What the roots lead to, where nothing leads on from `ends`.
    fn reached(&self, ends: &[Thing]) -> BTreeSet<Thing> {
        let mut leads: BTreeMap<Thing, Vec<Thing>> = BTreeMap::new();
        for entry in &self.code_relocations {
            if let (Some(body), Some(target)) = (self.body_of(entry), self.target(entry)) {
                leads.entry(self.function(body)).or_default().push(target);
            }
        }
        for (from, to) in &self.calls {
            leads.entry(*from).or_default().push(*to);
        }
        let constants = self.constants();
        for entry in &self.data_relocations {
            let at = self.data_start + entry.offset as usize;
            let Some(target) = self.target(entry) else {
                continue;
            };
            for (place, symbol) in &constants {
                if place.contains(&at) {
                    let from = Thing::Constant(*symbol);
                    leads.entry(from).or_default().push(target);
                }
            }
        }
        for end in ends {
            leads.remove(end);
        }
        let mut reached = BTreeSet::new();
        let mut ahead = self.roots.clone();
        while let Some(thing) = ahead.pop() {
            if reached.insert(thing) {
                ahead.extend(leads.get(&thing).into_iter().flatten());
            }
        }
        reached
    }

    /// Has what is not live, and the ends, say nothing.
    fn blank(&mut self, file: &mut [u8], live: &BTreeSet<Thing>, ends: &[Thing]) {
        let mut is_blank = vec![false; self.bodies.len()];
        for (index, body) in self.bodies.iter().enumerate() {
            let function = self.function(index);
            if live.contains(&function) && !ends.contains(&function) {
                continue;
            }
            let Some(body) = file.get_mut(body.clone()) else {
                continue;
            };
            // No variables, a trap, and room.
            body.fill(NOP);
            for (byte, value) in body.iter_mut().zip([0, UNREACHABLE]) {
                *byte = value;
            }
            if let Some(last) = body.last_mut() {
                *last = END;
            }
            if let Some(is_blank) = is_blank.get_mut(index) {
                *is_blank = true;
            }
        }
        // Constants may lie in each other: what belongs to a live one stays.
        let constants = self.constants();
        let mut is_live = vec![false; file.len()];
        for (place, symbol) in &constants {
            if live.contains(&Thing::Constant(*symbol))
                && let Some(bytes) = is_live.get_mut(place.clone())
            {
                bytes.fill(true);
            }
        }
        for (place, _) in &constants {
            let bytes = file.get_mut(place.clone()).unwrap_or_default();
            let live = is_live.get(place.clone()).unwrap_or_default();
            for (byte, _) in bytes.iter_mut().zip(live).filter(|(_, is_live)| !**is_live) {
                *byte = 0;
            }
        }
        let bodies = std::mem::take(&mut self.code_relocations);
        self.code_relocations = bodies
            .into_iter()
            .filter(|entry| {
                let body = self.body_of(entry);
                body.and_then(|body| is_blank.get(body)) == Some(&false)
            })
            .collect();
        let data_start = self.data_start;
        self.data_relocations
            .retain(|entry| is_live.get(data_start + entry.offset as usize) == Some(&true));
    }
}

fn entries(section: &RelocSectionReader<'_>) -> Result<Vec<RelocationEntry>, BinaryReaderError> {
    section.entries().into_iter().collect()
}

/// The content of a section of relocations with these instead of its own.
fn relocation_section(content: &[u8], entries: &[RelocationEntry]) -> Vec<u8> {
    // The index of the section they are for stays: a single byte, for no module has 128 sections.
    let mut section: Vec<u8> = content.iter().take(1).copied().collect();
    write_leb128(&mut section, entries.len());
    for entry in entries {
        section.push(entry.ty as u8);
        write_leb128(&mut section, entry.offset as usize);
        write_leb128(&mut section, entry.index as usize);
        if entry.ty.addend_kind() != wasmparser::RelocAddendKind::None {
            write_signed(&mut section, entry.addend);
        }
    }
    section
}

/// A signed number as LEB128.
fn write_signed(section: &mut Vec<u8>, mut value: i64) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        let is_negative = low & 0x40 != 0;
        if (value == 0 && !is_negative) || (value == -1 && is_negative) {
            section.push(low);
            return;
        }
        section.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn sized(content: &[u8]) -> Vec<u8> {
        let mut all = Vec::new();
        write_leb128(&mut all, content.len());
        all.extend(content);
        all
    }

    fn section(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind], sized(content).as_slice()].concat()
    }

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        section(0, &[sized(name.as_bytes()).as_slice(), content].concat())
    }

    /// A call of five bytes and no more.
    fn call(function: u8) -> Vec<u8> {
        vec![0, 0x10, 0x80 | function, 0x80, 0x80, 0x80, 0, END]
    }

    const NAMES: [&str; 4] = [
        "run",
        "_RN4core9panicking5panic",
        "told",
        "_ZN4kept4core9panicking",
    ];

    /// `run` calls `panic`, which writes with `told`; `kept` is named like an end and returns. `told`
    /// reads the second of two constants of four bytes, `run` the first.
    fn linked() -> Vec<u8> {
        let run = [
            vec![
                0, 0x10, 0x81, 0x80, 0x80, 0x80, 0, 0x10, 0x83, 0x80, 0x80, 0x80, 0,
            ],
            vec![0x41, 0x80, 0x88, 0x80, 0x80, 0, 0x1a, END],
        ]
        .concat();
        let panic = [&call(2)[..7], NEVER_RETURNS].concat();
        let told = vec![0, 0x41, 0x84, 0x88, 0x80, 0x80, 0, 0x1a, END];
        let kept = vec![0, NOP, END];
        let mut code = vec![4];
        let mut at = Vec::new();
        for body in [&run, &panic, &told, &kept] {
            at.push(code.len() + 1);
            code.extend(sized(body));
        }
        let mut symbols = vec![6];
        for (index, name) in (0..).zip(NAMES) {
            symbols.extend([0, 0, index]);
            symbols.extend(sized(name.as_bytes()));
        }
        for offset in [0, 4] {
            symbols.extend([1, 0, 1, b'c', 0, offset, 4]);
        }
        let linking = [&[2, 8], sized(&symbols).as_slice()].concat();
        let place = |function: usize, offset: usize| u8::try_from(at[function] + offset).unwrap();
        let relocations = [
            &[3, 5][..],
            &[0, place(0, 2), 1],
            &[0, place(0, 7), 3],
            &[4, place(0, 14), 4, 0],
            &[0, place(1, 2), 2],
            &[4, place(2, 2), 5, 0],
        ]
        .concat();
        [
            b"\0asm\x01\0\0\0".as_slice(),
            &section(1, &[1, 0x60, 0, 0]),
            &section(3, &[4, 0, 0, 0, 0]),
            &section(5, &[1, 0, 1]),
            &section(7, &[1, 3, b'r', b'u', b'n', 0, 0]),
            &section(10, &code),
            &section(
                11,
                &[&[1, 0, 0x41, 0x80, 0x08, END, 8][..], b"hearwork"].concat(),
            ),
            &custom("linking", &linking),
            &custom("reloc.CODE", &relocations),
        ]
        .concat()
    }

    #[test]
    fn what_only_a_panic_needs_is_blank_and_all_else_stays() {
        let file = linked();
        let cut = without_panics(&file).unwrap();
        let (before, after) = (Linked::read(&file).unwrap(), Linked::read(&cut).unwrap());
        let body = |linked: &Linked<'_>, file: &[u8], index: usize| {
            file[linked.bodies[index].clone()].to_vec()
        };
        for index in [0, 3] {
            assert_eq!(body(&after, &cut, index), body(&before, &file, index));
        }
        for index in [1, 2] {
            let blank = body(&after, &cut, index);
            assert_eq!(blank[..2], [0, UNREACHABLE]);
            assert!(blank[2..blank.len() - 1].iter().all(|byte| *byte == NOP));
        }
        assert!(cut.windows(8).any(|bytes| bytes == b"hear\0\0\0\0"));
        let left: Vec<u32> = after
            .code_relocations
            .iter()
            .map(|entry| entry.index)
            .collect();
        assert_eq!(left, [1, 3, 4]);
    }

    #[test]
    fn what_has_no_relocations_stays_as_it_is() {
        let file = [b"\0asm\x01\0\0\0".as_slice(), &section(1, &[1, 0x60, 0, 0])].concat();
        assert_eq!(without_panics(&file).unwrap(), file);
        assert!(without_panics(b"<!doctype html>").is_err());
    }
}
