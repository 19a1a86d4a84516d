//! Links to the screens above.

/// Options of breadcrumbs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreadcrumbsOptions {
    /// Text and address of each, outermost first; without address it is the present screen.
    pub items: Vec<(String, Option<String>)>,
}
