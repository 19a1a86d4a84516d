//! The source files and places in them: byte spans inside, lines and columns in characters outside.

use crate::Source;

/// A stretch of bytes in one source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// Index into [`Sources::files`].
    pub(crate) file: u32,
    /// First byte.
    pub(crate) start: u32,
    /// Byte after the last.
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn new(file: u32, start: usize, end: usize) -> Self {
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: small(start), end: small(end) }
    }
}

/// One source file.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// As given.
    pub(crate) name: String,
    /// Without what depends on the machine (E-15).
    pub(crate) package_name: String,
    pub(crate) text: String,
    line_starts: Vec<usize>,
}

/// All source files, in the order given.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: Vec<SourceFile>,
}

impl Sources {
    pub(crate) fn new(sources: &[Source]) -> Self {
        let folder = common_folder(sources.iter().map(|source| source.name.as_str()));
        let files = sources.iter().map(|source| {
            let line_starts =
                std::iter::once(0).chain(source.text.match_indices('\n').map(|(index, _)| index + 1)).collect();
            let parts: Vec<&str> = parts(&source.name).skip(folder).collect();
            SourceFile {
                name: source.name.clone(),
                package_name: parts.join("/"),
                text: source.text.clone(),
                line_starts,
            }
        });
        Self { files: files.collect() }
    }

    /// Line and column, both from 1, the column in characters.
    pub(crate) fn position(&self, span: Span) -> (u32, u32) {
        let Some(file) = self.files.get(span.file as usize) else { return (1, 1) };
        let offset = (span.start as usize).min(file.text.len());
        let line = file.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = file.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = file.text.get(start..offset).unwrap_or("");
        let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// Characters of the span on its first line, at least 1.
    pub(crate) fn length(&self, span: Span) -> u32 {
        let text =
            self.files.get(span.file as usize).and_then(|file| file.text.get(span.start as usize..span.end as usize));
        let first = text.and_then(|text| text.lines().next()).unwrap_or("");
        u32::try_from(first.chars().count()).unwrap_or(u32::MAX).max(1)
    }

    /// The line a span starts on, without its end.
    pub(crate) fn line(&self, span: Span) -> &str {
        let Some(file) = self.files.get(span.file as usize) else { return "" };
        let offset = (span.start as usize).min(file.text.len());
        let line = file.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = file.line_starts.get(line - 1).copied().unwrap_or(0);
        file.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    pub(crate) fn name(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |file| file.name.as_str())
    }
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".")
}

/// How many leading folders all names share; the last part is never a folder.
fn common_folder<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let mut shared: Option<Vec<&str>> = None;
    for name in names {
        let mut folders: Vec<&str> = parts(name).collect();
        folders.pop();
        shared = Some(match shared {
            None => folders,
            Some(shared) => shared.into_iter().zip(folders).take_while(|(a, b)| a == b).map(|(a, _)| a).collect(),
        });
    }
    shared.map_or(0, |shared| shared.len())
}
