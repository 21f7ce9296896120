//! What is searched for: plain words, all of which must be found, and fields.
//!
//! `os:debian cpu>80 status:offline tag:"Hong Kong" tokyo`. A field is a name with `:` and a text, or
//! a figure with `<`, `<=`, `=`, `>=` or `>` and a number. What is unknown of a server is neither
//! above nor below anything. A term that makes no sense is told, and searches for nothing.

mod fields;

use crate::domain::fleet::figure::Figure;
use crate::domain::roster::Server;
use crate::domain::status::Status;
use fields::Part;

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    terms: Vec<Term>,
    /// Terms that make no sense, in their order.
    pub wrong: Vec<Wrong>,
}

/// A term that makes no sense, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The term as it was written.
    pub term: String,
    /// Why.
    pub fault: Fault,
}

/// Why a term makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such field.
    NoField,
    /// The field is a text: it cannot be compared.
    NoFigure,
    /// What it is compared with is no number, or one with a unit of something else.
    NoNumber,
    /// There is no such status.
    NoStatus,
}

#[derive(Clone, Debug, PartialEq)]
enum Term {
    /// Found anywhere.
    Word(String),
    /// Found in one part.
    Part(Part, String),
    Figure(Figure, Comparison, f64),
    Status(Status),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Below,
    AtMost,
    Equal,
    AtLeast,
    Above,
}

impl Comparison {
    /// The longer ones first.
    const ALL: [(&str, Self); 5] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Below),
        (">", Self::Above),
        ("=", Self::Equal),
    ];

    fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Below => value < bound,
            Self::AtMost => value <= bound,
            // As exact as a figure is shown: three digits.
            Self::Equal => (value - bound).abs() <= (bound.abs() * 0.005).max(0.005),
            Self::AtLeast => value >= bound,
            Self::Above => value > bound,
        }
    }
}

/// What the search knows beside the server.
pub struct Beside<'a> {
    /// The name of a country in the visitor's language, of its code.
    pub country: &'a dyn Fn(&str) -> Option<String>,
    /// Whether addresses are searched: for those who are signed in.
    pub has_addresses: bool,
}

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for term in split(text) {
            match read(&term) {
                Ok(Some(term)) => query.terms.push(term),
                Ok(None) => {}
                Err(fault) => query.wrong.push(Wrong { term, fault }),
            }
        }
        query
    }

    /// Whether nothing is searched for, so that every server is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a server is what is searched for.
    pub fn finds(&self, server: &Server, beside: &Beside<'_>) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Word(word) => Part::ALL
                .into_iter()
                .any(|part| part.has(word, server, beside)),
            Term::Part(part, word) => part.has(word, server, beside),
            Term::Figure(figure, comparison, bound) => figure
                .of(server)
                .is_some_and(|value| comparison.holds(value, *bound)),
            Term::Status(status) => server.status == *status,
        })
    }
}

/// Words between spaces; quotes hold together what has spaces.
fn split(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut term = String::new();
    let mut is_quoted = false;
    for letter in text.chars() {
        match letter {
            '"' | '“' | '”' => is_quoted = !is_quoted,
            _ if letter.is_whitespace() && !is_quoted => terms.push(std::mem::take(&mut term)),
            _ => term.push(letter),
        }
    }
    terms.push(term);
    terms.retain(|term| !term.is_empty());
    terms
}

/// One term; `None` where it is not finished yet and so searches for nothing.
fn read(term: &str) -> Result<Option<Term>, Fault> {
    let end = term.find([':', '<', '>', '=']).unwrap_or(term.len());
    let (field, rest) = term.split_at(end);
    let is_field = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `10:20` and `2001:db8::1` are words.
    if rest.is_empty() || !is_field {
        return Ok(Some(Term::Word(term.to_lowercase())));
    }
    let field = field.to_ascii_lowercase();
    if let Some(text) = rest.strip_prefix(':') {
        return match Part::named(&field) {
            _ if text.is_empty() => Ok(None),
            Some(part) => Ok(Some(Term::Part(part, text.to_lowercase()))),
            None if field == "status" => status(&text.to_lowercase()).map(Some),
            // `load:3` is no comparison, and a load is no text.
            None if Figure::named(&field).is_some() => Err(Fault::NoNumber),
            None => Err(Fault::NoField),
        };
    }
    let Some(figure) = Figure::named(&field) else {
        let is_text = field == "status" || Part::named(&field).is_some();
        return Err(if is_text {
            Fault::NoFigure
        } else {
            Fault::NoField
        });
    };
    let read = Comparison::ALL
        .into_iter()
        .find_map(|(sign, comparison)| Some((comparison, rest.strip_prefix(sign)?)));
    match read {
        Some((_, "")) | None => Ok(None),
        Some((comparison, number)) => {
            let bound = figure.read(number).ok_or(Fault::NoNumber)?;
            Ok(Some(Term::Figure(figure, comparison, bound)))
        }
    }
}

fn status(name: &str) -> Result<Term, Fault> {
    match name {
        "online" | "up" => Ok(Term::Status(Status::Online)),
        "offline" | "down" => Ok(Term::Status(Status::Offline)),
        "pending" | "never" => Ok(Term::Status(Status::Pending)),
        _ => Err(Fault::NoStatus),
    }
}

#[cfg(test)]
mod tests;
