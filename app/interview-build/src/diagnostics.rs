//! Diagnostics: codes, places, notes, and the two forms in which they are printed (engine.md sections 10 and 12a).

use crate::source::{Sources, Span};
use serde::Serialize;
use std::fmt::Write;

macro_rules! codes {
    ($($code:ident)*) => {
        /// The code of a diagnostic (engine.md section 10).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[allow(missing_docs)]
        pub enum Code { $($code),* }

        impl Code {
            /// As printed: `D101`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code)),* }
            }
        }
    };
}

codes! {
    D101 D102 D103 D104 D105 D106 D107
    D201 D202 D203 D204 D205 D206 D207 D208 D209 D210 D211 D212 D214 D215
    D301 D302 D303 D304 D305 D306 D307 D308
    D401 D406 D407
}

/// Whether a diagnostic stops the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No package is made.
    Error,
    /// Reported only.
    Warning,
}

impl Code {
    /// Warnings are D407, D510 and D511; all others are errors.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self == Self::D407 { Severity::Warning } else { Severity::Error }
    }
}

/// A second place, with what it has to do with the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// File as given.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What is there.
    pub message: String,
    /// The source line.
    #[serde(skip)]
    pub excerpt: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Its code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// File as given.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// Characters underlined.
    #[serde(skip)]
    pub length: u32,
    /// What is wrong.
    pub message: String,
    /// Other places.
    pub notes: Vec<Note>,
    /// What was probably meant.
    #[serde(skip)]
    pub suggestion: Option<String>,
    /// The source line.
    #[serde(skip)]
    pub excerpt: String,
}

impl Diagnostic {
    /// One JSON object on one line (E-97).
    ///
    /// # Errors
    /// Never, for what this crate makes.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let severity = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, "{severity} {} {}:{}:{}  {}", self.code.name(), self.file, self.line, self.column, self.message)?;
        f.write_char('\n')?;
        let own_line_in_notes = self.notes.iter().any(|note| note.line == self.line && note.file == self.file);
        if !own_line_in_notes {
            writeln!(f, "{:>5} | {}", self.line, self.excerpt)?;
            let indent: String = self
                .excerpt
                .trim_start_matches('\u{feff}')
                .chars()
                .take(self.column.saturating_sub(1) as usize)
                .map(|sign| if sign == '\t' { '\t' } else { ' ' })
                .collect();
            writeln!(f, "      | {indent}{}", "^".repeat(self.length.clamp(1, 200) as usize))?;
        }
        for note in &self.notes {
            let place = if note.file == self.file { String::new() } else { format!("{}: ", note.file) };
            writeln!(f, "{:>5} | {}     <- {place}{}", note.line, note.excerpt, note.message)?;
        }
        Ok(())
    }
}

/// One finding while checking: with spans, before they are turned into lines.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    code: Code,
    span: Span,
    message: String,
    notes: Vec<(Span, String)>,
    suggestion: Option<String>,
}

impl Finding {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), notes: Vec::new(), suggestion: None }
    }

    /// Adds a second place.
    pub(crate) fn note(mut self, span: Span, message: impl Into<String>) -> Self {
        self.notes.push((span, message.into()));
        self
    }

    /// Adds what was probably meant.
    pub(crate) fn meant(mut self, nearest: Option<&str>) -> Self {
        self.suggestion = nearest.map(|nearest| format!("did you mean `{nearest}`?"));
        self
    }

    fn finish(self, sources: &Sources) -> Diagnostic {
        let (line, column) = sources.position(self.span);
        let notes = self.notes.into_iter().map(|(span, message)| {
            let (line, column) = sources.position(span);
            let (file, excerpt) = (sources.name(span.file).to_owned(), sources.line(span).to_owned());
            Note { file, line, column, message, excerpt }
        });
        Diagnostic {
            code: self.code,
            severity: self.code.severity(),
            file: sources.name(self.span.file).to_owned(),
            line,
            column,
            length: sources.length(self.span),
            message: match &self.suggestion {
                Some(suggestion) => format!("{}; {suggestion}", self.message),
                None => self.message,
            },
            notes: notes.collect(),
            suggestion: self.suggestion,
            excerpt: sources.line(self.span).to_owned(),
        }
    }
}

/// Collects findings.
#[derive(Debug, Default)]
pub(crate) struct Report {
    found: Vec<Finding>,
}

impl Report {
    pub(crate) fn add(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// The common case: a code, a place and a sentence.
    pub(crate) fn say(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.add(Finding::new(code, span, message));
    }

    /// How much was found, to look at what comes after.
    pub(crate) fn mark(&self) -> usize {
        self.found.len()
    }

    /// What was found since a mark, as one sentence; it is taken out.
    pub(crate) fn take_since(&mut self, mark: usize) -> Option<String> {
        let taken = self.found.split_off(mark.min(self.found.len()));
        taken.into_iter().next().map(|finding| finding.message)
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|finding| finding.code.severity() == Severity::Error)
    }

    /// In file and position order, each place and code once (E-13).
    pub(crate) fn finish(mut self, sources: &Sources) -> Vec<Diagnostic> {
        self.found.sort_by_key(|finding| (finding.span.file, finding.span.start, finding.code));
        self.found.dedup_by(|a, b| (a.span.file, a.span.start, a.code) == (b.span.file, b.span.start, b.code));
        self.found.into_iter().map(|finding| finding.finish(sources)).collect()
    }
}
