//! The living page: heading, errors, fields in place, lists, checks and stops, buttons. It is a root of its own, mounted over
//! the plain form (S-23).

use crate::wizard::fields::Appearance;
use crate::wizard::live::field::LiveQuestion;
use crate::wizard::live::list::ListView;
use crate::wizard::live::session::{Going, Session};
use crate::wizard::live::shapes::{Shape, appearance, question, shapes, value};
use crate::wizard::live::typing::watch_presses;
use crate::wizard::{plain, reasons};
use components::{
    Button, ButtonKind, ButtonOptions, ErrorSummary, ErrorSummaryOptions, Explanation, ExplanationOptions, SummaryList,
    SummaryListOptions, SummaryRow, WarningText, WarningTextOptions,
};
use interview::PageAt;
use interview::plan::{CheckPlan, PagePlan, PagePlanKind, SummaryLine};
use interview::value::Three;
use journal::Device;
use leptos::prelude::*;
use words::wizard;

/// The session, and a count that grows with each change of it.
pub struct Live<D: 'static> {
    session: StoredValue<Session<D>, LocalStorage>,
    version: RwSignal<u64>,
    /// How much was set aside.
    asides: Memo<usize>,
}

impl<D> Clone for Live<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Live<D> {}

impl<D: Device + 'static> Live<D> {
    /// Keeps a session for the wizard.
    #[must_use]
    pub fn new(session: Session<D>) -> Self {
        let (session, version) = (StoredValue::new_local(session), RwSignal::new(0));
        let asides = Memo::new(move |_| {
            version.track();
            session.try_with_value(Session::asides).unwrap_or(0)
        });
        Self { session, version, asides }
    }

    /// How much was set aside so far.
    pub(super) fn asides(self) -> Memo<usize> {
        self.asides
    }

    /// Looks at the session as it is.
    pub fn look<T>(self, look: impl FnOnce(&Session<D>) -> T) -> Option<T> {
        self.session.try_with_value(look)
    }

    /// Changes the session; the screen follows.
    pub fn change<T>(self, change: impl FnOnce(&mut Session<D>) -> T) -> Option<T> {
        let result = self.session.try_update_value(change);
        let _ = self.version.try_update(|version| *version = version.wrapping_add(1));
        result
    }

    /// Changes the session without telling the screen.
    pub fn change_quietly<T>(self, change: impl FnOnce(&mut Session<D>) -> T) -> Option<T> {
        self.session.try_update_value(change)
    }

    /// Tells the screen that something may have changed.
    pub fn tell(self) {
        let _ = self.version.try_update(|version| *version = version.wrapping_add(1));
    }

    /// Looks at the session, and again whenever it changes.
    pub fn with<T>(self, look: impl FnOnce(&Session<D>) -> T) -> Option<T> {
        self.version.track();
        self.session.try_with_value(look)
    }
}

/// The page at an address, alive.
#[component]
pub fn Wizard<D: Device + 'static>(
    /// The session.
    live: Live<D>,
    /// Address of the page below the application.
    address: Signal<String>,
    /// Goes somewhere: to a page, the task list, *check everything*.
    go: Callback<Going>,
    /// Address of the application.
    application: String,
    /// Asks a service again that could not say.
    #[prop(optional, into)]
    ask_again: Option<Callback<()>>,
    /// Told whether the page shows mistakes in its summary.
    #[prop(optional, into)]
    on_errors: Option<Callback<bool>>,
) -> impl IntoView {
    let at = Memo::new(move |_| {
        let address = address.get();
        live.with(|session| session.page_at(&address)).flatten()
    });
    let plan = Memo::new(move |_| at.get().and_then(|at| live.with(|session| session.plan(&at)).flatten()));
    let continued: RwSignal<Option<PageAt>> = RwSignal::new(None);
    let was_continued = Memo::new(move |_| continued.get().is_some() && continued.get() == at.get());
    let may_answer = Memo::new(move |_| live.with(Session::may_answer).unwrap_or(false));
    let drawn = Memo::new(move |_| {
        plan.with(|plan| match plan {
            Some(plan) => appearance(plan, may_answer.get(), was_continued.get()),
            None => Appearance { may_answer: false, was_continued: false, is_only: false },
        })
    });
    let page =
        Page { live, at, plan, drawn, go, application: StoredValue::new(application), continued, ask_again, on_errors };
    let key = Memo::new(move |_| at.get());
    watch_presses();
    Effect::new(move |before: Option<Option<PageAt>>| {
        let here = key.get();
        if before.is_some_and(|before| before != here) {
            focus_on("#wizard h1");
        }
        here
    });
    move || {
        let is_there = key.get().is_some();
        if let Some(at) = key.get() {
            // What is typed on the page before belongs to it (S-6).
            live.change_quietly(|session| {
                session.close_all();
                session.arrive(&at);
            });
        }
        is_there.then(|| view! { <PageView page/> })
    }
}

/// What the parts of a page share.
pub(super) struct Page<D: 'static> {
    pub(super) live: Live<D>,
    at: Memo<Option<PageAt>>,
    plan: Memo<Option<PagePlan>>,
    drawn: Memo<Appearance>,
    go: Callback<Going>,
    pub(super) application: StoredValue<String>,
    continued: RwSignal<Option<PageAt>>,
    ask_again: Option<Callback<()>>,
    on_errors: Option<Callback<bool>>,
}

impl<D> Clone for Page<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Page<D> {}

impl<D: Device + 'static> Page<D> {
    /// A part of the plan as a signal.
    fn part<T: Clone + PartialEq + Send + Sync + Default + 'static>(self, part: fn(&PagePlan) -> T) -> Memo<T> {
        Memo::new(move |_| self.plan.with(|plan| plan.as_ref().map(part).unwrap_or_default()))
    }

    /// Continues the page.
    pub(super) fn continue_on(self) {
        let Some(at) = self.at.get_untracked() else { return };
        match self.live.change(|session| session.continue_page(&at)) {
            Some(Going::Stays) | None => {
                self.continued.set(Some(at));
                focus_on(".govuk-error-summary");
            }
            Some(going) => {
                self.continued.set(None);
                self.go.run(going);
            }
        }
    }

    /// Opens a page by its address.
    pub(super) fn open(self, address: Option<String>) {
        if let Some(address) = address {
            self.go.run(Going::Page(address));
        }
    }
}

/// Moves the focus to something once it is drawn: to the errors of a page, or to the heading of the next one, which is
/// thereby read out.
fn focus_on(selector: &'static str) {
    #[cfg(feature = "hydrate")]
    leptos::leptos_dom::helpers::request_animation_frame(move || {
        use leptos::wasm_bindgen::JsCast;
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
            element.set_tab_index(-1);
            let _ = element.focus();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = selector;
}

/// The link to the page before.
#[component]
fn Back<D: Device + 'static>(page: Page<D>) -> impl IntoView {
    let href = Memo::new(move |_| {
        page.at.track();
        let application = page.application.get_value();
        page.live.with(Session::before).map_or_else(|| application.clone(), |going| going.address(&application))
    });
    let go_back = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(going) = page.live.change(Session::back) {
            page.go.run(going);
        }
    };
    view! { <a class="govuk-back-link" href=move || href.get() on:click=go_back>{words::interface::back()}</a> }
}

#[component]
fn PageView<D: Device + 'static>(page: Page<D>) -> impl IntoView {
    let found = move |was_continued: bool| {
        page.plan.with(|plan| plan.as_ref().map(|plan| plain::errors(plan, was_continued)).unwrap_or_default())
    };
    // A mistake made while typing is told at its field once that is left; the summary does not push the page about.
    let was_wrong_on_arrival = untrack(|| !found(false).is_empty());
    let errors = Memo::new(move |_| {
        let was_continued = page.drawn.get().was_continued;
        if was_continued || was_wrong_on_arrival { found(was_continued) } else { Vec::new() }
    });
    Effect::new(move |_| {
        let has_errors = errors.with(|errors| !errors.is_empty());
        if let Some(tell) = page.on_errors {
            let _ = tell.try_run(has_errors);
        }
    });
    let caption = page.part(|plan| if plan.rows.is_empty() { plan.task.clone() } else { plan.rows.join(", ") });
    let title = page.part(|plan| plan.title.clone());
    let hint = page.part(|plan| plan.hint.clone());
    let warnings = page.part(|plan| plan.warnings.clone());
    let relevance = Memo::new(move |_| page.plan.with(|plan| plan.as_ref().map_or(Three::No, |plan| plan.relevance)));
    let shapes = page.part(shapes);
    let is_only = Memo::new(move |_| page.drawn.get().is_only);
    view! {
        <Back page/>
        {move || {
            let problems = errors.get();
            (!problems.is_empty()).then(|| view! { <ErrorSummary options=ErrorSummaryOptions::new(problems)/> })
        }}
        <span class="govuk-caption-l">{move || caption.get()}</span>
        {move || (!is_only.get()).then(|| view! { <h1 class="govuk-heading-l">{move || title.get()}</h1> })}
        {move || match relevance.get() {
            Three::Yes => None,
            Three::Unknown => Some(wizard::may_not_be_needed()),
            Three::No => Some(wizard::not_needed()),
        }.map(|text| view! { <p class="govuk-body">{text}</p> })}
        {move || {
            let paragraph = |line: &str| view! { <p class="govuk-body">{line.to_owned()}</p> };
            hint.get().map(|hint| hint.lines().map(paragraph).collect_view())
        }}
        {move || {
            let warning = |text: String| view! { <WarningText options=WarningTextOptions { text }/> };
            warnings.get().into_iter().map(warning).collect_view()
        }}
        <form novalidate=true autocomplete="off" on:submit=move |event| {
            event.prevent_default();
            page.continue_on();
        }>
            <For each=move || shapes.get() key=Clone::clone let:shape>
                <ShapeView page shape=shape.1/>
            </For>
            <AskAgain page/>
            <KindView page/>
        </form>
        <Why page/>
    }
}

/// Asks again for a fact that could not be found out.
#[component]
fn AskAgain<D: Device + 'static>(page: Page<D>) -> impl IntoView {
    let failed = Memo::new(move |_| {
        let at = page.at.get();
        at.and_then(|at| page.live.with(|session| session.may_answer() && session.fact_failed(&at))).unwrap_or(false)
    });
    let on_press = Callback::new(move |()| {
        if let Some(ask) = page.ask_again {
            ask.run(());
        }
    });
    move || {
        failed.get().then(|| {
            let options = ButtonOptions { is_plain: true, ..ButtonOptions::new(wizard::ask_again()) };
            view! { <Button options=options.kind(ButtonKind::Secondary) on_press/> }
        })
    }
}

/// *Why am I asked this?*: looked up when it is opened, and kept true while it is open.
#[component]
fn Why<D: Device + 'static>(page: Page<D>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let on_toggle = Callback::new(move |open: bool| is_open.set(open));
    let reasons = Memo::new(move |_| {
        if !is_open.get() {
            return Vec::new();
        }
        let law = page.plan.with(|plan| plan.as_ref().and_then(|plan| plan.law.clone()));
        let told = page.at.get().and_then(|at| page.live.with(|session| session.reasons(&at))).unwrap_or_default();
        reasons::explanation(&told, law.as_deref()).reasons
    });
    view! { <Explanation options=ExplanationOptions::default() reasons on_toggle/> }
}

#[component]
fn ShapeView<D: Device + 'static>(page: Page<D>, shape: Shape) -> impl IntoView {
    match shape {
        Shape::Heading(text) => view! { <h2 class="govuk-heading-m">{text}</h2> }.into_any(),
        Shape::Value(name) => {
            let shown = Memo::new(move |_| page.plan.with(|plan| plan.as_ref().and_then(|plan| value(plan, &name))));
            (move || {
                shown.get().map(|shown| {
                    let words = shown.value.unwrap_or_else(|| wizard::not_known_yet().to_owned());
                    let row = SummaryRow {
                        value: words.lines().map(str::to_owned).collect(),
                        ..SummaryRow::new(shown.label, "")
                    };
                    view! { <SummaryList options=SummaryListOptions::new(vec![row])/> }
                })
            })
            .into_any()
        }
        Shape::Question(name, _) => {
            let asked = Memo::new(move |_| page.plan.with(|plan| plan.as_ref().and_then(|plan| question(plan, &name))));
            view! { <LiveQuestion question=asked appearance=page.drawn live=page.live/> }.into_any()
        }
    }
}

/// What the kind of the page adds, and its buttons.
#[component]
fn KindView<D: Device + 'static>(page: Page<D>) -> impl IntoView {
    let kind = Memo::new(move |_| page.plan.with(|plan| plan.as_ref().map(|plan| plan.kind.clone())));
    let asks = page.part(|plan| !crate::wizard::fields::questions(plan).is_empty());
    move || {
        let may_answer = page.drawn.get().may_answer;
        match kind.get() {
            None => ().into_any(),
            Some(PagePlanKind::Form) if !may_answer => {
                view! { <p class="govuk-body">{wizard::read_only()}</p> }.into_any()
            }
            Some(PagePlanKind::Form) => {
                let text = if asks.get() { wizard::save_and_continue() } else { wizard::continue_on() };
                view! { <Buttons page text/> }.into_any()
            }
            Some(PagePlanKind::List(list)) => view! { <ListView page list may_answer/> }.into_any(),
            Some(PagePlanKind::Stop(causes)) => view! { <StopView page causes/> }.into_any(),
            Some(PagePlanKind::Check(check)) => view! { <CheckView page check may_answer/> }.into_any(),
        }
    }
}

#[component]
fn Buttons<D: Device + 'static>(page: Page<D>, text: &'static str) -> impl IntoView {
    let on_continue = Callback::new(move |()| page.continue_on());
    let on_later = Callback::new(move |()| {
        page.live.change(Session::close_all);
        page.go.run(Going::TaskList);
    });
    view! {
        <div class="govuk-button-group">
            <Button options=ButtonOptions::new(text) on_press=on_continue/>
            <Button options=ButtonOptions::new(wizard::save_and_come_back_later()).kind(ButtonKind::Secondary) on_press=on_later/>
        </div>
    }
}

#[component]
fn StopView<D: Device + 'static>(page: Page<D>, causes: Vec<SummaryLine>) -> impl IntoView {
    let has_causes = !causes.is_empty();
    view! {
        {has_causes.then(|| view! {
            <p class="govuk-body">{wizard::because_of()}</p>
            <Lines page lines=causes/>
        })}
        <Button options=ButtonOptions::link(wizard::to_task_list(), page.application.get_value())/>
    }
}

#[component]
fn CheckView<D: Device + 'static>(page: Page<D>, check: CheckPlan, may_answer: bool) -> impl IntoView {
    let tasks = check
        .tasks
        .into_iter()
        .map(|task| view! { <h2 class="govuk-heading-m">{task.title}</h2> <Lines page lines=task.lines/> })
        .collect_view();
    view! {
        {tasks}
        {may_answer.then(|| view! { <Buttons page text=wizard::confirm_answers()/> })}
    }
}

/// Answers as lines; *Change* opens the question and comes back here.
#[component]
fn Lines<D: Device + 'static>(page: Page<D>, lines: Vec<SummaryLine>) -> impl IntoView {
    let row = move |line: SummaryLine| {
        let rows = if line.rows.is_empty() { String::new() } else { format!("{}: ", line.rows.join(", ")) };
        let label = format!("{rows}{}", line.label);
        let words = line.answer.clone().unwrap_or_else(|| wizard::held(line.held.name()).to_owned());
        let place = line.at.clone();
        let address = line.page.as_ref().and_then(|at| page.live.with(|session| session.address_of(at)));
        let href = address.map(|address| format!("{}/pages/{address}", page.application.get_value()));
        let change = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            if let Some(here) = page.at.get_untracked() {
                let address = page.live.change_quietly(|session| session.change(&place, &here)).flatten();
                page.open(address);
            }
        };
        let hidden = label.to_lowercase();
        view! {
            <div class="govuk-summary-list__row">
                <dt class="govuk-summary-list__key">{label}</dt>
                <dd class="govuk-summary-list__value">{words}</dd>
                <dd class="govuk-summary-list__actions">
                    {href.map(|href| view! {
                        <a class="govuk-link" href=href on:click=change>
                            {words::interface::change()}<span class="govuk-visually-hidden">" "{hidden}</span>
                        </a>
                    })}
                </dd>
            </div>
        }
    };
    view! { <dl class="govuk-summary-list">{lines.into_iter().map(row).collect_view()}</dl> }
}
