//! A type of its own for every id, over a UUID that sorts by the time it was made (version 7).
//!
//! Left out: the clock and the chance that an id is made of; both are handed in.

use std::fmt;
use std::str::FromStr;

use quantities::NotThisText;
use uuid::{Builder, Uuid};

macro_rules! id {
    ($( $(#[$about:meta])* $type:ident, $noun:literal; )+) => {
        $(
            $(#[$about])*
            ///
            /// Text and JSON: 32 lower-case hexadecimal digits. Ids sort by the millisecond they were made in.
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $type(Uuid);

            impl $type {
                /// The id made at this moment (milliseconds since 1970 UTC, earlier ones count as 1970) with 80 random
                /// bits, of which 74 are used.
                pub fn from_parts(milliseconds: i64, random: [u8; 10]) -> $type {
                    let milliseconds = u64::try_from(milliseconds).unwrap_or_default();
                    $type(Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
                }

                /// The id as the store gives it back.
                pub const fn from_uuid(uuid: Uuid) -> $type {
                    $type(uuid)
                }

                /// The id as the store keeps it.
                pub const fn uuid(self) -> Uuid {
                    self.0
                }
            }

            impl fmt::Display for $type {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::LowerHex::fmt(self.0.as_simple(), formatter)
                }
            }

            impl fmt::Debug for $type {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(formatter, concat!(stringify!($type), "({})"), self)
                }
            }

            impl FromStr for $type {
                type Err = NotThisText;

                fn from_str(text: &str) -> Result<$type, NotThisText> {
                    read(text).map($type).ok_or(NotThisText::new($noun))
                }
            }

            quantities::text_in_serde!($type, "32 lower-case hexadecimal digits");
        )+
    };
}

id! {
    /// One request for one client.
    ApplicationId, "application id";
    /// The log of operations behind an application.
    DraftId, "draft id";
    /// All that is kept about one matter.
    CaseId, "case id";
    /// A firm, chambers or the Agency.
    OrganisationId, "organisation id";
    /// A firm's place with an account number.
    OfficeId, "office id";
    /// Someone who signs in.
    UserId, "user id";
    /// One signing in.
    SessionId, "session id";
    /// A remark on a question.
    CommentId, "comment id";
    /// The unchangeable copy of what was sent.
    RecordId, "record id";
    /// Something that happened, as the trail keeps it.
    EventId, "event id";
}

fn read(text: &str) -> Option<Uuid> {
    let canonical = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if canonical { Uuid::try_parse(text).ok() } else { None }
}
