//! Foot of every screen: links that concern the whole service.

/// Options of the footer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FooterOptions {
    /// Text and address of each link.
    pub links: Vec<(String, String)>,
    /// A sentence below.
    pub note: Option<String>,
}
