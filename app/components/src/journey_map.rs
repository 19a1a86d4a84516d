//! The whole way: where am I, what is done, what is left.

/// Options of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneyMapOptions {
    /// Its heading.
    pub title: String,
    /// How much is left, like “Between 6 and 14 pages left”.
    pub remaining: Option<String>,
    /// The sections in order.
    pub sections: Vec<JourneySection>,
}

/// One section of the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneySection {
    /// Its title.
    pub title: String,
    /// How far it is, in words.
    pub detail: Option<String>,
    /// How far it is.
    pub state: StopState,
    /// Its stops.
    pub stops: Vec<JourneyStop>,
}

/// One stop of the way: a task or a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneyStop {
    /// Its title.
    pub title: String,
    /// Where it goes; none while it cannot be opened.
    pub href: Option<String>,
    /// How far it is.
    pub state: StopState,
    /// The same in words, after the title.
    pub state_text: String,
}

/// How far a stop is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StopState {
    /// To come.
    #[default]
    Ahead,
    /// Done.
    Done,
    /// Here.
    Current,
    /// Something is wrong or to be checked again.
    Attention,
    /// May come, depending on answers.
    Possible,
}

impl StopState {
    /// The modifier behind `--`.
    pub fn modifier(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Done => "done",
            Self::Current => "current",
            Self::Attention => "attention",
            Self::Possible => "possible",
        }
    }

    /// Attribute `aria-current`.
    pub(crate) fn aria_current(self) -> Option<&'static str> {
        (self == Self::Current).then_some("step")
    }
}
