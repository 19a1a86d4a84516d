//! Head of every screen: name of the service, navigation, who is signed in, the button to sign out.

/// Options of the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderOptions {
    /// Name of the service.
    pub service_name: String,
    /// Where the name leads.
    pub home_href: String,
    /// Main navigation.
    pub navigation: Vec<NavigationItem>,
    /// Who is signed in.
    pub person: Option<SignedIn>,
}

/// One link of the main navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavigationItem {
    /// Its text.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// Whether the present screen is this one or below it.
    pub is_current: bool,
}

/// Who is signed in, and how they sign out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// Name of the person.
    pub name: String,
    /// Office or role below the name.
    pub detail: Option<String>,
    /// Address the form to sign out goes to, by POST.
    pub sign_out_action: String,
    /// Hidden fields of that form, name and value.
    pub hidden: Vec<(String, String)>,
}

impl NavigationItem {
    /// A link to a screen that is not the present one.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), is_current: false }
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.is_current { "app-header__item app-header__item--current" } else { "app-header__item" }
    }
}
