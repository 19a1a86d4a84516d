//! Links between the parts of a long list, or between screens in a row.

/// Options of a pagination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaginationOptions {
    /// The part before.
    pub previous: Option<PaginationLink>,
    /// The part after.
    pub next: Option<PaginationLink>,
    /// The parts by number, with gaps.
    pub items: Vec<PaginationItem>,
}

/// Link to the part before or after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaginationLink {
    /// Where it goes.
    pub href: String,
    /// Its text; “Previous page” or “Next page” if none.
    pub text: Option<String>,
    /// What is there, below the text.
    pub label: Option<String>,
}

/// One of the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaginationItem {
    /// A part.
    Part {
        /// Its number.
        number: u32,
        /// Where it is.
        href: String,
        /// Whether it is the present one.
        is_current: bool,
    },
    /// Some that are left out.
    Gap,
}

/// Class, way, size and picture of the arrow back.
pub(crate) const ARROW_PREVIOUS: (&str, &str) = (
    "govuk-pagination__icon govuk-pagination__icon--prev",
    "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z",
);
/// The same of the arrow on.
pub(crate) const ARROW_NEXT: (&str, &str) = (
    "govuk-pagination__icon govuk-pagination__icon--next",
    "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z",
);

impl PaginationOptions {
    /// Links one below the other, where there are no numbers.
    pub(crate) fn is_block(&self) -> bool {
        self.items.is_empty() && (self.previous.is_some() || self.next.is_some())
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_block() { "govuk-pagination govuk-pagination--block" } else { "govuk-pagination" }
    }
}
