//! Which state of saving holds (the rows of sync.md section 11 that there are in A). *Saved* is said only when the server
//! has replied that everything typed so far is durable (S-1).
//!
//! Left out: the words (crate `words`), and what stands at a question: contested answers are told by the fold, operations
//! set aside by it and by [`crate::Journal::asides`].

use crate::sender::Standing;
use operations::Timestamp;

/// The state of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing was said in this draft yet.
    Nothing,
    /// Something typed has not been acknowledged.
    Saving,
    /// All of it is on the server.
    Saved {
        /// Since when, by the device's clock.
        at: Timestamp,
    },
    /// No connection.
    Offline(Unsent),
    /// No live session.
    SignedOut(Unsent),
    /// This person may not change this application any more.
    Refused {
        /// What is kept.
        unsent: Unsent,
        /// Who can help, if the server said.
        who: Option<String>,
    },
    /// The program must be reloaded.
    TooOld(Unsent),
}

/// What waits on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// How many answers.
    pub answers: usize,
    /// Whether they outlive the page. If not, it must stay open until it says *Saved*.
    pub outlive_the_page: bool,
}

/// The state, from what waits, when last all was saved, and the standing with the server.
#[must_use]
pub fn status(unsent: Unsent, saved_at: Option<Timestamp>, standing: &Standing) -> Status {
    match standing {
        Standing::NeedsSignIn => Status::SignedOut(unsent),
        Standing::Refused { who } => Status::Refused { unsent, who: who.clone() },
        Standing::NotFound => Status::Refused { unsent, who: None },
        Standing::TooOld => Status::TooOld(unsent),
        Standing::Offline => Status::Offline(unsent),
        Standing::Connected if unsent.answers > 0 => Status::Saving,
        Standing::Connected => saved_at.map_or(Status::Nothing, |at| Status::Saved { at }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests_support::time;

    #[test]
    fn s_1_saved_is_said_only_when_nothing_waits_and_the_server_answers() {
        let waiting = Unsent { answers: 3, outlive_the_page: false };
        let none = Unsent::default();
        let saved = Some(time(5));
        let who = Some("Nesta Quill".to_owned());
        for (unsent, standing, expected) in [
            (none, Standing::Connected, Status::Saved { at: time(5) }),
            (waiting, Standing::Connected, Status::Saving),
            (none, Standing::Offline, Status::Offline(none)),
            (waiting, Standing::Offline, Status::Offline(waiting)),
            (waiting, Standing::NeedsSignIn, Status::SignedOut(waiting)),
            (waiting, Standing::Refused { who: who.clone() }, Status::Refused { unsent: waiting, who }),
            (waiting, Standing::NotFound, Status::Refused { unsent: waiting, who: None }),
            (waiting, Standing::TooOld, Status::TooOld(waiting)),
        ] {
            assert_eq!(status(unsent, saved, &standing), expected);
        }
        assert_eq!(status(none, None, &Standing::Connected), Status::Nothing);
    }
}
