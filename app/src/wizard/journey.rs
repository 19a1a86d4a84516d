//! The map of the journey: tasks under their sections, where one is, and how many pages are left at least and at most.

use components::{JourneyMapOptions, JourneySection, JourneyStop, StopState};
use server_functions::applications::{Left, TaskLine};
use words::{applications, wizard};

/// The map; `application`: the address of the application, `here`: the id of the task one is in.
#[must_use]
pub(crate) fn map(tasks: &[TaskLine], left: Left, application: &str, here: &str) -> JourneyMapOptions {
    let mut sections: Vec<(&str, Vec<JourneyStop>)> = Vec::new();
    for task in tasks.iter().filter(|task| task.status != "not_needed") {
        let stop = stop(task, application, here);
        match sections.last_mut() {
            Some((section, stops)) if *section == task.section => stops.push(stop),
            _ => sections.push((&task.section, vec![stop])),
        }
    }
    JourneyMapOptions {
        title: wizard::journey().to_owned(),
        remaining: Some(wizard::left(left.least_pages, left.most_pages)),
        sections: sections.into_iter().map(|(section, stops)| self::section(section, stops)).collect(),
    }
}

fn section(id: &str, stops: Vec<JourneyStop>) -> JourneySection {
    let has = |state: StopState| stops.iter().any(|stop| stop.state == state);
    let state = if has(StopState::Current) {
        StopState::Current
    } else if has(StopState::Attention) {
        StopState::Attention
    } else if stops.iter().all(|stop| stop.state == StopState::Done) {
        StopState::Done
    } else if stops.iter().all(|stop| stop.state == StopState::Possible) {
        StopState::Possible
    } else {
        StopState::Ahead
    };
    JourneySection { title: applications::section(id), detail: None, state, stops }
}

fn stop(task: &TaskLine, application: &str, here: &str) -> JourneyStop {
    let state = match task.status.as_str() {
        _ if task.task == here => StopState::Current,
        "done" => StopState::Done,
        "needs_attention" => StopState::Attention,
        "may_be_needed" => StopState::Possible,
        _ => StopState::Ahead,
    };
    let can_open = !matches!(task.status.as_str(), "cannot_start" | "may_be_needed");
    JourneyStop {
        title: task.title.clone(),
        href: task.address.as_ref().filter(|_| can_open).map(|address| format!("{application}/{address}")),
        state,
        state_text: wizard::task_status(&task.status).to_owned(),
    }
}
