//! Wordings: a fallback where the value may be void (D406), and what is shown but not rechecked (D407, E-30).

use crate::diagnostics::{Code, Finding};
use crate::model::{Model, Ty};
use crate::typed::TypedKind;
use interview::package::ItemIndex;

impl Model<'_> {
    /// D407: a question shows a date, money, choice or row item whose change would not make its answer stale.
    pub(super) fn check_wordings(&mut self) {
        for item in (0..).take(self.items.len()) {
            let Some(codes) = self.items.get(item as usize).map(|meta| meta.wordings.clone()) else { continue };
            for code in codes {
                self.wording(item, code);
            }
        }
    }

    fn wording(&mut self, item: ItemIndex, code: u32) {
        let (Some(typed), Some(site)) = (self.typed.get(code as usize), self.sites.get(code as usize)) else { return };
        let TypedKind::Read { item: shown, .. } = typed.kind else { return };
        let kind = matches!(typed.ty, Ty::Date | Ty::Money | Ty::Choice(_) | Ty::Choices(_) | Ty::Row(_) | Ty::Rows(_));
        let rechecked = self.package.items.get(item as usize).is_some_and(|item| item.recheck.contains(&shown));
        if !kind || rechecked || shown == item {
            return;
        }
        let (id, name) = (self.item_id(shown), self.item_id(item));
        let message = format!("the wording of `{name}` shows `{id}`, which is not in its `recheck` set");
        let finding = Finding::new(Code::D407, site.span, message).note(self.item_span(shown), "declared here");
        self.report.add(finding);
    }
}
