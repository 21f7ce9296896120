//! Taking out what a release never needs: the words of panics, and what nothing reaches.
//!
//! A panic ends the app, which the page then says (`start.js`); nobody reads where it was and why.
//! Its message, its place in the source and the ways to write both are a twentieth of the module.
//! So the functions that a panic ends in trap at once instead, all places become one, and what
//! nothing leads to any more is blanked: a function traps, a constant is zeros. Nothing moves, so
//! that the linker's relocations, which say what leads to what, stay true.

mod linked;

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{RelocationEntry, RelocationType, SymbolInfo};

use super::wasm::{Module, write_leb128};
use crate::failure::{Failure, Outcome};
use linked::{Linked, Thing};

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

/// How a function ends that never returns.
const NEVER_RETURNS: &[u8] = &[UNREACHABLE, END];
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// The size of a place in a source file: the file's name, its length, line and column.
const PLACE_SIZE: usize = 16;

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

impl Linked<'_> {
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
mod tests;
