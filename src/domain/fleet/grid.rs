//! Where each server of a long list lies, so that only those in sight need be in the page.
//!
//! Lengths are CSS pixels from the top of the list.

use std::ops::Range;

use crate::domain::server::ServerId;

/// How large things are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// How many servers stand side by side; at least one.
    pub columns: usize,
    /// From the top of a row to the top of the next.
    pub row: f64,
    /// From the top of a section's head to the top of its first row.
    pub head: f64,
}

/// A stretch of the list with a head of its own, or all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What its head says; a list without sections has one that says nothing.
    pub head: Option<String>,
    /// Its servers, in order.
    pub servers: Vec<ServerId>,
}

/// What lies in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The head of a section, by its position.
    Head(usize),
    /// A server.
    Server(ServerId),
}

/// A cell, and where it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// What it is.
    pub cell: Cell,
    /// Its upper edge.
    pub top: f64,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows and heads lie above it.
    row: usize,
    /// How many servers stand before it.
    pub position: usize,
}

/// A step from one server to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the one before it in reading order.
    Before,
    /// To the one after it.
    After,
    /// To the row above, as near as possible.
    Above,
    /// To the row below.
    Below,
    /// To the first of all.
    First,
    /// To the last of all.
    Last,
}

/// A list laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// From top to bottom, in reading order.
    cells: Vec<Placed>,
    /// How many servers there are.
    servers: usize,
    /// How high the list is.
    height: f64,
    /// How high a row is.
    row: f64,
}

impl Grid {
    /// Lays sections out one below the other.
    pub fn new(sections: &[Section], measures: Measures) -> Self {
        let mut grid = Self {
            row: measures.row,
            ..Self::default()
        };
        let columns = measures.columns.max(1);
        let mut rows = 0;
        for (position, section) in sections.iter().enumerate() {
            if section.head.is_some() {
                grid.cells.push(Placed {
                    cell: Cell::Head(position),
                    top: grid.height,
                    column: 0,
                    row: rows,
                    position: grid.servers,
                });
                rows += 1;
                grid.height += measures.head;
            }
            for row in section.servers.chunks(columns) {
                for (column, id) in row.iter().enumerate() {
                    grid.cells.push(Placed {
                        cell: Cell::Server(*id),
                        top: grid.height,
                        column,
                        row: rows,
                        position: grid.servers,
                    });
                    grid.servers += 1;
                }
                rows += 1;
                grid.height += measures.row;
            }
        }
        grid
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// All cells, in reading order.
    pub fn cells(&self) -> &[Placed] {
        &self.cells
    }

    /// How many servers are in it.
    pub fn servers(&self) -> usize {
        self.servers
    }

    /// Where a server stands; `None` where it is not in the list.
    pub fn place(&self, id: ServerId) -> Option<Placed> {
        self.cells.get(self.cell_of(id)?).copied()
    }

    /// The position of a server's cell.
    pub fn cell_of(&self, id: ServerId) -> Option<usize> {
        let is_it = |placed: &Placed| placed.cell == Cell::Server(id);
        self.cells.iter().position(is_it)
    }

    /// The server that a step leads to; `None` at an end of the list.
    pub fn step(&self, from: ServerId, step: Step) -> Option<ServerId> {
        let cell = self.cell_of(from)?;
        let here = *self.cells.get(cell)?;
        let server = |placed: &Placed| match placed.cell {
            Cell::Server(id) => Some(id),
            Cell::Head(_) => None,
        };
        let (before, after) = (self.cells.get(..cell)?, self.cells.get(cell + 1..)?);
        // The nearest column of the nearest row; a row may be short.
        let in_row = |of: &Placed| {
            let mut row = self
                .cells
                .iter()
                .rev()
                .filter(|placed| placed.row == of.row && placed.column <= here.column);
            row.find_map(server)
        };
        let is_server = |placed: &&Placed| server(placed).is_some();
        match step {
            Step::Before => before.iter().rev().find_map(server),
            Step::After => after.iter().find_map(server),
            Step::First => self.cells.iter().find_map(server),
            Step::Last => self.cells.iter().rev().find_map(server),
            Step::Above => {
                let mut above = before.iter().rev().filter(is_server);
                in_row(above.find(|placed| placed.row < here.row)?)
            }
            Step::Below => {
                let mut below = after.iter().filter(is_server);
                in_row(below.find(|placed| placed.row > here.row)?)
            }
        }
    }

    /// The positions of what is seen of it between two heights, in whole rows.
    pub fn window(&self, from: f64, to: f64) -> Range<usize> {
        // Nobody knows yet how large things are.
        if self.row <= 0.0 {
            return 0..0;
        }
        let first = self
            .cells
            .partition_point(|placed| placed.top + self.row <= from);
        let end = self.cells.partition_point(|placed| placed.top < to);
        first..end.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(head: Option<&str>, ids: impl IntoIterator<Item = u64>) -> Section {
        Section {
            head: head.map(str::to_owned),
            servers: ids.into_iter().map(ServerId).collect(),
        }
    }

    const MEASURES: Measures = Measures {
        columns: 3,
        row: 100.0,
        head: 40.0,
    };

    fn places(grid: &Grid) -> Vec<(Cell, f64, usize)> {
        let place = |placed: &Placed| (placed.cell, placed.top, placed.column);
        grid.cells().iter().map(place).collect()
    }

    #[test]
    fn servers_fill_rows_and_each_section_begins_a_new_one() {
        let grid = Grid::new(
            &[section(Some("a"), 1..=4), section(Some("b"), 5..=5)],
            MEASURES,
        );
        let server = |id| Cell::Server(ServerId(id));
        assert_eq!(
            places(&grid),
            [
                (Cell::Head(0), 0.0, 0),
                (server(1), 40.0, 0),
                (server(2), 40.0, 1),
                (server(3), 40.0, 2),
                (server(4), 140.0, 0),
                (Cell::Head(1), 240.0, 0),
                (server(5), 280.0, 0),
            ]
        );
        assert!((grid.height() - 380.0).abs() < f64::EPSILON);
    }

    #[test]
    fn steps_lead_over_heads_and_short_rows() {
        let sections = [section(Some("a"), 1..=4), section(Some("b"), 5..=7)];
        let grid = Grid::new(&sections, MEASURES);
        for (from, step, to) in [
            (1, Step::Before, None),
            (3, Step::After, Some(4)),
            (4, Step::After, Some(5)),
            (5, Step::Before, Some(4)),
            (3, Step::Below, Some(4)),
            (4, Step::Above, Some(1)),
            (4, Step::Below, Some(5)),
            (7, Step::Above, Some(4)),
            (7, Step::Below, None),
            (2, Step::Above, None),
            (6, Step::First, Some(1)),
            (2, Step::Last, Some(7)),
            (9, Step::First, None),
        ] {
            let found = grid.step(ServerId(from), step).map(|id| id.0);
            assert_eq!(found, to, "{from} {step:?}");
        }
        let place = grid
            .place(ServerId(6))
            .map(|place| (place.column, place.position));
        assert_eq!(place, Some((1, 5)));
        assert_eq!(grid.place(ServerId(8)), None);
        assert_eq!((grid.servers(), grid.cell_of(ServerId(5))), (7, Some(6)));
    }

    #[test]
    fn a_window_has_whole_rows_and_nothing_else() {
        let grid = Grid::new(&[section(None, 1..=30)], MEASURES);
        assert_eq!(grid.window(0.0, 250.0), 0..9);
        assert_eq!(
            grid.window(100.0, 101.0),
            3..6,
            "the row that ends there is not seen"
        );
        assert_eq!(grid.window(99.0, 100.0), 0..3);
        assert_eq!(grid.window(-500.0, -1.0), 0..0, "above it");
        assert_eq!(grid.window(950.0, 9_999.0), 27..30);
        assert_eq!(grid.window(2_000.0, 3_000.0), 30..30, "below it");
    }

    #[test]
    fn of_what_nobody_measured_nothing_is_in_sight() {
        let unmeasured = Measures {
            columns: 0,
            row: 0.0,
            head: 0.0,
        };
        let grid = Grid::new(&[section(None, 1..=30)], unmeasured);
        assert_eq!(grid.window(0.0, 10.0), 0..0);
    }

    #[test]
    fn every_server_is_seen_from_somewhere_and_in_order() {
        for (columns, servers) in [(1, 1), (4, 4), (5, 101), (7, 5_000)] {
            let measures = Measures {
                columns,
                ..MEASURES
            };
            let grid = Grid::new(&[section(None, 1..=servers)], measures);
            let mut seen = Vec::new();
            let mut at = 0.0;
            while at < grid.height() {
                let cells = grid.cells().get(grid.window(at, at + 100.0));
                seen.extend(cells.into_iter().flatten().map(|placed| placed.cell));
                at += 100.0;
            }
            let expected = (1..=servers).map(|id| Cell::Server(ServerId(id)));
            assert!(seen.into_iter().eq(expected), "{columns} {servers}");
        }
    }

    #[test]
    fn an_empty_list_has_no_height() {
        let grid = Grid::new(&[section(None, [])], MEASURES);
        assert!(grid.cells().is_empty() && grid.height() == 0.0);
        assert_eq!(grid.window(0.0, 100.0), 0..0);
    }
}
