//! Mounts the product's wizard over a draft, as `frontend` does, and lets pages be opened by their number.

use crate::device::Unheard;
use app::wizard::live::{Going, Live, OpenDraft, Session, Wizard};
use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use web_sys::HtmlElement;

/// How often the journal's clock is looked at, as in the product.
const TICK: Duration = Duration::from_millis(250);

thread_local! {
    static ADDRESS: RefCell<Option<RwSignal<String>>> = const { RefCell::new(None) };
}

/// Mounts the wizard at the first page.
///
/// # Errors
/// What is wrong with the files, as a sentence.
#[wasm_bindgen]
pub fn mount(element: HtmlElement, definition: &[u8], texts: Vec<u8>, draft: &[u8]) -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    let opened: OpenDraft = serde_json::from_slice(draft)?;
    let device = Unheard::new(opened.server_time);
    let session = Session::open(&opened, definition, texts, env!("CARGO_PKG_VERSION").to_owned(), device)
        .map_err(|sentence| JsError::new(&sentence))?;
    let scope = Owner::new();
    let (live, address) = scope.with(|| (Live::new(session), RwSignal::new(address_of(0))));
    ADDRESS.with_borrow_mut(|place| *place = Some(address));
    let go = scope.with(|| {
        Callback::new(move |going: Going| {
            if let Going::Page(page) = going {
                address.set(page);
            }
        })
    });
    let handle = leptos::mount::mount_to(element, move || {
        view! { <Wizard live address=address.into() go application="/applications/bench".to_owned()/> }
    });
    set_interval(
        move || {
            live.change_quietly(Session::tick);
        },
        TICK,
    );
    // They live as long as the document.
    handle.forget();
    std::mem::forget(scope);
    Ok(())
}

/// Opens a page by its number, from 0.
#[wasm_bindgen]
pub fn open_page(page: u32) {
    ADDRESS.with_borrow(|address| {
        if let Some(address) = address {
            address.set(address_of(page));
        }
    });
}

/// Pages are numbered from 1 in the definition.
fn address_of(page: u32) -> String {
    format!("p{}", page.saturating_add(1))
}
