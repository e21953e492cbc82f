//! Who depends on whom (invariants 1 and 3).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Packages that bring a window.
const WINDOW: [&str; 6] = ["tauri", "tauri-build", "wry", "tao", "gtk", "webkit2gtk"];

/// What of a window the default members depend on, directly or not, for tests or not.
pub(super) fn without_window(metadata: &Value) -> Vec<String> {
    let names = names(metadata);
    let edges = edges(metadata);
    let mut problems = Vec::new();
    for member in strings(&metadata["workspace_default_members"]) {
        let reached = reachable(member, &edges);
        let windows = reached
            .iter()
            .filter_map(|id| names.get(id))
            .filter(|n| WINDOW.contains(n));
        for window in windows {
            let member = names.get(member).unwrap_or(&member);
            problems.push(format!("`{member}` depends on `{window}`"));
        }
    }
    problems.sort();
    problems
}

/// Packages of the workspace other than `user` that depend on `package`, or a part of it, not only
/// for tests.
pub(super) fn only_user(metadata: &Value, package: &str, user: &str) -> Vec<String> {
    let members: BTreeSet<_> = strings(&metadata["workspace_members"]).collect();
    let part = format!("{package}-");
    let mut problems = Vec::new();
    for member in array(&metadata["packages"]) {
        let name = text(&member["name"]);
        if !members.contains(text(&member["id"])) || name == user {
            continue;
        }
        for dependency in array(&member["dependencies"]) {
            let dependency_name = text(&dependency["name"]);
            let is_it = dependency_name == package || dependency_name.starts_with(&part);
            if is_it && dependency["kind"].as_str() != Some("dev") {
                problems.push(format!(
                    "`{name}` depends on `{dependency_name}`; only `{user}` may"
                ));
            }
        }
    }
    problems
}

fn names(metadata: &Value) -> BTreeMap<&str, &str> {
    array(&metadata["packages"])
        .map(|p| (text(&p["id"]), text(&p["name"])))
        .collect()
}

fn edges(metadata: &Value) -> BTreeMap<&str, Vec<&str>> {
    array(&metadata["resolve"]["nodes"])
        .map(|node| (text(&node["id"]), strings(&node["dependencies"]).collect()))
        .collect()
}

fn reachable<'a>(from: &'a str, edges: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(id) = next.pop() {
        if reached.insert(id) {
            next.extend(edges.get(id).into_iter().flatten());
        }
    }
    reached
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    array(value).filter_map(Value::as_str)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metadata() -> Value {
        let package = |name: &str, dependencies: &[(&str, Option<&str>)]| {
            let dependencies: Vec<_> = dependencies
                .iter()
                .map(|(name, kind)| json!({ "name": name, "kind": kind }))
                .collect();
            json!({ "id": format!("id-{name}"), "name": name, "dependencies": dependencies })
        };
        json!({
            "packages": [
                package("store", &[("rusqlite", None)]),
                package("shell", &[("tauri", None)]),
                package("cli", &[("store", None), ("rusqlite", Some("dev"))]),
                package("rusqlite", &[]),
                package("tauri", &[]),
            ],
            "workspace_members": ["id-store", "id-shell", "id-cli"],
            "workspace_default_members": ["id-store", "id-cli"],
            "resolve": { "nodes": [
                { "id": "id-store", "dependencies": ["id-rusqlite"] },
                { "id": "id-shell", "dependencies": ["id-tauri"] },
                { "id": "id-cli", "dependencies": ["id-store", "id-rusqlite"] },
            ] },
        })
    }

    #[test]
    fn a_window_is_found_behind_another_package() {
        let mut metadata = metadata();
        assert_eq!(without_window(&metadata), [""; 0]);
        metadata["resolve"]["nodes"][0]["dependencies"] = json!(["id-shell"]);
        let expected = ["`cli` depends on `tauri`", "`store` depends on `tauri`"];
        assert_eq!(without_window(&metadata), expected);
    }

    #[test]
    fn only_the_store_uses_rusqlite_but_for_tests() {
        let mut metadata = metadata();
        assert_eq!(only_user(&metadata, "rusqlite", "store"), [""; 0]);
        metadata["packages"][2]["dependencies"][1]["kind"] = Value::Null;
        assert_eq!(
            only_user(&metadata, "rusqlite", "store"),
            ["`cli` depends on `rusqlite`; only `store` may"]
        );
    }
}
