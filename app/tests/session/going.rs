//! From page to page: continuing, errors, back, changing an answer and coming back.

use crate::desk::{Desk, Server, published};
use app::wizard::live::Going;

fn page(address: &str) -> Going {
    Going::Page(address.into())
}

#[test]
fn continuing_skips_what_is_optional_and_stays_where_something_is_missing() {
    let (made, server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    let name = joan.session.page_at("name").unwrap();
    joan.session.arrive(&name);
    assert_eq!(joan.session.continue_page(&name), Going::Stays);
    joan.answer("name", "first_name", "Willa");
    joan.answer("name", "has_partner", "yes");
    assert_eq!(joan.session.continue_page(&name), page("partner"));
    joan.answer("partner", "partner_name", "Robin Tamworth");
    let partner = joan.session.page_at("partner").unwrap();
    assert_eq!(joan.session.continue_page(&partner), page("income"));
    let married = joan.place("married");
    assert_eq!(joan.session.draft().held(&married).name(), "skipped");
}

#[test]
fn back_leads_to_the_page_before_and_says_so_beforehand() {
    let (made, server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    joan.answer("name", "has_partner", "no");
    let income = joan.session.page_at("income").unwrap();
    joan.session.arrive(&income);
    assert_eq!(joan.session.before().address("/applications/1"), "/applications/1/pages/name");
    assert_eq!(joan.session.back(), page("name"));
    assert_eq!(joan.session.before(), Going::TaskList);
}

#[test]
fn the_map_tells_tasks_and_what_is_left() {
    let (made, server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    let left = joan.session.left();
    assert_eq!((left.least_pages, left.most_pages), (2, 3));
    joan.answer("name", "has_partner", "yes");
    assert_eq!(joan.session.left().least_pages, 3);
    let tasks = joan.session.tasks();
    assert_eq!(tasks.len(), 1);
    assert_eq!((tasks[0].status.as_str(), tasks[0].address.as_deref()), ("in_progress", Some("pages/name")));
}

#[test]
fn d_14_a_page_is_explained_by_the_answers_that_opened_it() {
    let (made, server) = (published(), Server::default());
    let mut joan = Desk::open(&made, &server, "joan");
    let name = joan.session.page_at("name").unwrap();
    assert_eq!(joan.session.reasons(&name), []);
    joan.answer("name", "has_partner", "yes");
    let partner = joan.session.page_at("partner").unwrap();
    let told: Vec<String> = joan.session.reasons(&partner).into_iter().flat_map(|reason| reason.sentences).collect();
    assert_eq!(told, ["This holds: “Is there a partner?” is yes.", "“Is there a partner?” was answered: Yes."]);
}
