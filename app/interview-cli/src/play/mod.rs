//! `interview play FILES… < script.jsonl > out.jsonl` (E-98): a script on an empty draft, one line back for each.
//!
//! Left out: what a line means (the engine), how a definition is read (`interview-build`).

mod player;
mod reply;
mod script;

use crate::UNUSABLE;
use interview::Compiled;
use interview_build::compile_paths;
use player::Player;
use reply::{Numbered, Refusal, Reply};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// The longest line that is read, in bytes; the rest of a longer one is skipped and the line is malformed.
const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// How a script ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every line was taken.
    Played,
    /// A line was refused.
    Refused,
    /// The first line is not the day.
    NoDay,
}

/// Plays standard input on the definition of some files; exit 2 without a definition or a day, 1 if a line was refused.
pub fn run(files: &[PathBuf]) -> ExitCode {
    let definition = match compiled(files) {
        Ok(definition) => definition,
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::from(UNUSABLE);
        }
    };
    match play(definition, io::stdin().lock(), io::stdout().lock()) {
        Ok(Ending::Played) => ExitCode::SUCCESS,
        Ok(Ending::Refused) => ExitCode::FAILURE,
        Ok(Ending::NoDay) => {
            eprintln!("the first line must be the day, like {{\"today\":\"2026-11-23\"}}");
            ExitCode::from(UNUSABLE)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Compiles files; what is wrong with them, as it is printed, where they have an error.
fn compiled(files: &[PathBuf]) -> Result<Arc<Compiled>, String> {
    let outcome = compile_paths(files).map_err(|error| error.to_string())?;
    let Some(definition) = outcome.definition else {
        let all: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
        return Err(all.join("\n"));
    };
    Compiled::load(&definition.package_bytes, None, &definition.languages).map_err(|error| format!("{error:?}"))
}

/// Plays a script on an empty draft of a definition.
///
/// # Errors
/// Where the script cannot be read or the replies cannot be written.
pub fn play(definition: Arc<Compiled>, script: impl Read, replies: impl Write) -> io::Result<Ending> {
    let mut script = BufReader::new(script);
    let mut replies = io::BufWriter::new(replies);
    let Some(first) = next_line(&mut script)? else { return Ok(Ending::NoDay) };
    let Some(today) = first.as_deref().and_then(|first| script::read_day(first).ok()) else { return Ok(Ending::NoDay) };
    let (mut player, opened) = Player::open(definition, today);
    write_reply(&mut replies, 1, opened)?;
    let mut ending = Ending::Played;
    let mut number = 1;
    loop {
        if script.buffer().is_empty() {
            // Whoever writes line by line waits for the reply.
            replies.flush()?;
        }
        let Some(line) = next_line(&mut script)? else { break };
        number += 1;
        let reply = match line.as_deref().map(script::read_step) {
            None => Err(Refusal::malformed("the line is too long")),
            Some(Err(malformed)) => Err(Refusal::malformed(malformed.0)),
            Some(Ok(step)) => player.play(step),
        };
        write_reply(
            &mut replies,
            number,
            reply.unwrap_or_else(|refusal| {
                ending = Ending::Refused;
                Reply::Refused(refusal)
            }),
        )?;
    }
    replies.flush()?;
    Ok(ending)
}

fn write_reply(replies: &mut impl Write, line: u64, reply: Reply) -> io::Result<()> {
    match reply {
        Reply::Explanation { explanation } => write!(replies, "{{\"line\":{line},\"explanation\":{explanation}}}")?,
        reply => serde_json::to_writer(&mut *replies, &Numbered { line, reply })?,
    }
    replies.write_all(b"\n")
}

/// The next line without its end: `Some(None)` where it is too long, `None` where there is none.
#[allow(clippy::option_option)]
fn next_line(script: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut line = Vec::new();
    let limit = LONGEST_LINE as u64 + 1;
    if script.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(Some(line)));
    }
    if line.len() <= LONGEST_LINE {
        return Ok(Some(Some(line)));
    }
    loop {
        let chunk = script.fill_buf()?;
        if chunk.is_empty() {
            return Ok(Some(None));
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(chunk.len(), |end| end + 1);
        script.consume(used);
        if end.is_some() {
            return Ok(Some(None));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_98_lines_end_with_a_line_feed_or_the_end_of_the_script() {
        let mut script = BufReader::new(&b"one\n\ntwo"[..]);
        assert_eq!(next_line(&mut script).unwrap(), Some(Some(b"one".to_vec())));
        assert_eq!(next_line(&mut script).unwrap(), Some(Some(Vec::new())));
        assert_eq!(next_line(&mut script).unwrap(), Some(Some(b"two".to_vec())));
        assert_eq!(next_line(&mut script).unwrap(), None);
    }

    #[test]
    fn e_98_a_line_without_end_is_not_held_in_memory() {
        let long = io::repeat(b'x').take(3 * LONGEST_LINE as u64).chain(&b"\nnext\n"[..]);
        let mut script = BufReader::new(long);
        assert_eq!(next_line(&mut script).unwrap(), Some(None));
        assert_eq!(next_line(&mut script).unwrap(), Some(Some(b"next".to_vec())));
    }
}
