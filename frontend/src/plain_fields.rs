//! What stands in the controls of the plain form, as a form would send it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// Names and values of all controls below an element, in order.
pub(crate) fn read(host: &Element) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let Ok(found) = host.query_selector_all("[name]") else { return fields };
    for index in 0..found.length() {
        let Some(node) = found.item(index) else { continue };
        if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
            let is_choice = matches!(input.type_().as_str(), "radio" | "checkbox");
            if !is_choice || input.checked() {
                fields.push((input.name(), input.value()));
            }
        } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
            fields.push((area.name(), area.value()));
        } else if let Some(select) = node.dyn_ref::<HtmlSelectElement>() {
            fields.push((select.name(), select.value()));
        }
    }
    fields
}
