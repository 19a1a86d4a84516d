//! Addresses of pages below an application.

use interview::PageAt;
use server_functions::drafts::PageAddress;

/// The address of a page instance; empty where the definition has no such page.
#[must_use]
pub fn of(page_ids: &[String], at: &PageAt) -> String {
    let Some(page) = page_ids.get(at.page as usize) else { return String::new() };
    PageAddress { page: page.clone(), rows: at.rows.iter().map(ToString::to_string).collect() }.to_string()
}
