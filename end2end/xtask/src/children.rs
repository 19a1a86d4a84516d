//! Programs that live and die together: when one ends the others are asked to end, and when xtask itself is gone, by
//! whatever signal, the kernel tells every one of them.

use crate::Done;
use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpStream},
    process::{Command, ExitStatus},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::{Duration, Instant},
};

/// How long a program may take from its start to its first connection.
const START_SECONDS: u64 = 60;
/// How long a program may take to end after it was asked to.
const END_SECONDS: u64 = 10;
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// One program that ended, by the name it was started under.
struct Ended {
    name: String,
    status: ExitStatus,
}

/// The programs that run now.
pub struct Children {
    running: Vec<(String, u32)>,
    ended: Receiver<Ended>,
    report: Sender<Ended>,
}

impl Children {
    /// Nobody yet.
    pub fn none() -> Self {
        let (report, ended) = channel();
        Self { running: Vec::new(), ended, report }
    }

    /// Starts a program. Call it from the main thread alone: the kernel ends a child when the thread that made it ends.
    pub fn start(&mut self, name: &str, command: &Command) -> Done {
        let mut tied = Command::new("setpriv");
        tied.args(["--pdeathsig", "TERM", "--"]).arg(command.get_program()).args(command.get_args());
        for (variable, value) in command.get_envs() {
            match value {
                Some(value) => tied.env(variable, value),
                None => tied.env_remove(variable),
            };
        }
        let mut child = tied.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => "setpriv is not there: it comes with the package util-linux.".to_owned(),
            _ => format!("{name} does not start: {error}"),
        })?;
        self.running.push((name.to_owned(), child.id()));
        let (report, name) = (self.report.clone(), name.to_owned());
        thread::spawn(move || {
            if let Ok(status) = child.wait() {
                // Nobody listens any more when xtask itself is ending: then there is nothing to report.
                let _ = report.send(Ended { name, status });
            }
        });
        Ok(())
    }

    /// Waits until somebody answers at an address; an error when a program ends before that, or it takes too long.
    pub fn until_answers(&mut self, name: &str, address: SocketAddr) -> Done {
        let latest = Instant::now() + Duration::from_secs(START_SECONDS);
        while TcpStream::connect_timeout(&address, LOOK_AGAIN).is_err() {
            match self.ended.recv_timeout(LOOK_AGAIN) {
                Ok(ended) => return Err(self.forget(&ended).into()),
                Err(_) if Instant::now() > latest => {
                    return Err(format!("{name} did not answer at {address} within {START_SECONDS} seconds.").into());
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Waits until one program ends, then ends the others. Always an error: none of them ends by itself.
    pub fn until_one_ends(mut self) -> Done {
        let ended = self.ended.recv()?;
        Err(self.forget(&ended).into())
    }

    fn forget(&mut self, ended: &Ended) -> String {
        self.running.retain(|(name, _)| *name != ended.name);
        format!("{} ended ({}), so the others were ended too.", ended.name, ended.status)
    }

    fn signal(&self, signal: &str) {
        for (_, id) in &self.running {
            // A program that is gone already is what was wanted.
            let _ = Command::new("kill").arg(signal).arg(id.to_string()).status();
        }
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        self.signal("-TERM");
        while !self.running.is_empty() {
            match self.ended.recv_timeout(Duration::from_secs(END_SECONDS)) {
                Ok(ended) => self.running.retain(|(name, _)| *name != ended.name),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    self.signal("-KILL");
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{net::TcpListener, path::Path};

    fn sleeping() -> Command {
        let mut command = Command::new("sleep");
        command.arg("600");
        command
    }

    fn is_there(id: u32) -> bool {
        Path::new("/proc").join(id.to_string()).exists()
    }

    #[test]
    fn when_one_ends_the_others_are_ended() {
        let mut children = Children::none();
        children.start("the patient one", &sleeping()).unwrap();
        let (_, patient) = children.running[0].clone();
        assert!(is_there(patient));
        children.start("the brief one", &Command::new("false")).unwrap();
        let sentence = children.until_one_ends().unwrap_err().to_string();
        assert_eq!(sentence, "the brief one ended (exit status: 1), so the others were ended too.");
        assert!(!is_there(patient));
    }

    #[test]
    fn a_child_ends_with_the_thread_that_made_it() {
        let mut children = thread::spawn(|| {
            let mut children = Children::none();
            children.start("the orphan", &sleeping()).unwrap();
            // The tie holds from the moment the program itself runs in place of setpriv.
            let name = Path::new("/proc").join(children.running[0].1.to_string()).join("comm");
            while std::fs::read_to_string(&name).unwrap() != "sleep\n" {
                thread::yield_now();
            }
            children
        })
        .join()
        .unwrap();
        let ended = children.ended.recv_timeout(Duration::from_secs(END_SECONDS)).unwrap();
        assert_eq!(children.forget(&ended), "the orphan ended (signal: 15 (SIGTERM)), so the others were ended too.");
    }

    #[test]
    fn waiting_for_an_answer_stops_when_the_program_has_ended() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut children = Children::none();
        children.until_answers("the listener", address).unwrap();
        drop(listener);
        children.start("the brief one", &Command::new("false")).unwrap();
        assert!(
            children.until_answers("the brief one", address).unwrap_err().to_string().contains("the brief one ended")
        );
    }

    #[test]
    fn settings_reach_the_program() {
        let mut children = Children::none();
        let mut command = Command::new("sh");
        command.args(["-c", "exit $CODE"]).env("CODE", "7");
        children.start("the obedient one", &command).unwrap();
        assert!(children.until_one_ends().unwrap_err().to_string().contains("(exit status: 7)"));
    }
}
