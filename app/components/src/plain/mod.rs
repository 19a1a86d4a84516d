//! The components as escaped HTML, for pages that work as form and link.
//!
//! Each function takes the options of its component and returns markup that is whole and safe to put into a page: every
//! text and attribute is escaped (SEC-92). Leaves out documents, forms and anything that would take markup from outside,
//! but for the few parameters named `…_html`, which take what these functions returned.

mod escape;
mod markup;

mod app_shell;
mod application_table;
mod back_link;
mod breadcrumbs;
mod button;
mod checkboxes;
mod comment;
mod date_input;
mod details;
mod error_message;
mod error_summary;
mod explanation;
mod fieldset;
mod footer;
mod header;
mod hint;
mod inset_text;
mod journey_map;
mod label;
mod notification_banner;
mod pagination;
mod panel;
mod phase_banner;
mod radios;
mod record;
mod review_changes;
mod search;
mod select;
mod skip_link;
mod status_line;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod text_input;
mod textarea;
mod warning_text;

pub use escape::*;
pub use markup::*;

pub use app_shell::*;
pub use application_table::*;
pub use back_link::*;
pub use breadcrumbs::*;
pub use button::*;
pub use checkboxes::*;
pub use comment::*;
pub use date_input::*;
pub use details::*;
pub use error_message::*;
pub use error_summary::*;
pub use explanation::*;
pub use fieldset::*;
pub use footer::*;
pub use header::*;
pub use hint::*;
pub use inset_text::*;
pub use journey_map::*;
pub use label::*;
pub use notification_banner::*;
pub use pagination::*;
pub use panel::*;
pub use phase_banner::*;
pub use radios::*;
pub use record::*;
pub use review_changes::*;
pub use search::*;
pub use select::*;
pub use skip_link::*;
pub use status_line::*;
pub use summary_list::*;
pub use table::*;
pub use tag::*;
pub use task_list::*;
pub use text_input::*;
pub use textarea::*;
pub use warning_text::*;
