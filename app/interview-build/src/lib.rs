//! Reads definitions written in KDL and tables in CSV, checks them, and compiles them into packages (engine.md sections
//! 2, 3 and 10). Nothing is evaluated here; wording is only carried over.

mod check;
mod declare;
mod diagnostics;
mod expression;
mod files;
mod link;
mod model;
mod nearest;
mod nesting;
mod read;
mod shape;
mod source;
mod syntax;
mod table;
mod typed;
mod write;

pub use diagnostics::{Code, Diagnostic, Note, Severity};
pub use files::{FolderTables, ReadError, compile_paths, read_paths};

use diagnostics::{Finding, Report};
use interview::package::Package;
use model::Model;
use read::Reading;
use source::{Sources, Span};

/// One source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As given on the command line, or relative to where the definition lies.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Where the files of tables are read.
pub trait Tables {
    /// The bytes of `path`, as written in the definition file `definition_file`: it lies beside that file.
    ///
    /// # Errors
    /// Why it cannot be read, as a sentence.
    fn read(&self, definition_file: &str, path: &str) -> Result<Vec<u8>, String>;
}

/// No tables at all: for definitions that name none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTables;

impl Tables for NoTables {
    fn read(&self, _: &str, _: &str) -> Result<Vec<u8>, String> {
        Err("there are no tables here".to_owned())
    }
}

/// A definition that compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledDefinition {
    /// What the engine evaluates.
    pub package: Package,
    /// The same as canonical JSON.
    pub package_bytes: Vec<u8>,
    /// SHA-256 of those bytes: the definition's id.
    pub id: [u8; 32],
    /// Language and canonical JSON of its texts, English first.
    pub languages: Vec<(String, Vec<u8>)>,
}

/// What came of compiling.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// In file and position order.
    pub diagnostics: Vec<Diagnostic>,
    /// Nothing if there is an error.
    pub definition: Option<CompiledDefinition>,
}

impl Outcome {
    /// Whether any of the diagnostics is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Compiles the files of one definition. All errors of all files are found in one run (E-13).
#[must_use]
pub fn compile(sources: &[Source], tables: &dyn Tables) -> Outcome {
    let sources = Sources::new(sources);
    let mut report = Report::default();
    let reading = read::read(&sources, &mut report, false);
    let definition = compile_read(&sources, &reading, &mut report, tables);
    Outcome { diagnostics: report.finish(&sources), definition }
}

/// Holds files against the grammar only, constructs of later deliveries included.
#[must_use]
pub fn parse_all_deliveries(sources: &[Source]) -> Vec<Diagnostic> {
    let sources = Sources::new(sources);
    let mut report = Report::default();
    read::read(&sources, &mut report, true);
    report.finish(&sources)
}

fn compile_read(
    sources: &Sources,
    reading: &Reading,
    report: &mut Report,
    tables: &dyn Tables,
) -> Option<CompiledDefinition> {
    let mut interviews = reading.nodes.iter().filter(|node| node.name == "interview");
    let interview = interviews.next();
    for second in interviews {
        let finding = Finding::new(Code::D103, second.span, "a definition has one `interview`");
        report.add(finding.note(interview.map_or(second.span, |first| first.span), "given first here"));
    }
    if reading.broken {
        return None;
    }
    let Some(interview) = interview else {
        if !sources.files.is_empty() && !report.has_errors() {
            report.say(Code::D104, Span::new(0, 0, 0), "there is no `interview`");
        }
        return None;
    };
    let drafts = reading.nodes.iter().filter(|node| node.name == "table").map(|node| {
        let bytes = node.property("file").map(|path| tables.read(sources.name(path.span.file), &path.text));
        (sources.files.get(node.span.file as usize).map(|file| file.package_name.as_str()), node, bytes)
    });
    let mut drafts: Vec<_> = drafts.collect();
    // By the name of their file, so that the order in which files were given does not show.
    drafts.sort_by_key(|(name, node, _)| (*name, node.span.start));
    let drafts = drafts.into_iter().map(|(_, node, bytes)| table::read_table(node, bytes, report)).collect();
    let mut model = Model::new(sources, report, reading, drafts);
    model.declare(interview);
    model.link();
    model.check();
    if model.report.has_errors() { None } else { model.write() }
}
