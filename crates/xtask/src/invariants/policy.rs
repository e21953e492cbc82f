//! What the window is allowed: the capability and the content security policy (invariant 10).

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::project::files;

/// Everything that the window may do beside calling our commands.
const PERMISSIONS: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

/// Directives that let nothing in.
const CLOSED: [&str; 4] = ["default-src", "base-uri", "form-action", "frame-ancestors"];

/// What is wrong with the window's permissions.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let capabilities = files(&root.join("src-tauri/capabilities"), &["json", "toml"])?;
    let mut problems = Vec::new();
    if capabilities.len() != 1 {
        problems.push(format!(
            "there are {} capabilities instead of one",
            capabilities.len()
        ));
    }
    for file in capabilities {
        problems.extend(capability(&serde_json::from_str(&fs::read_to_string(
            file,
        )?)?));
    }
    let configuration = serde_json::from_str(&fs::read_to_string(root.join("tauri.conf.json"))?)?;
    problems.extend(application(&configuration));
    Ok(problems)
}

fn capability(capability: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if capability["windows"] != json!(["main"]) {
        problems.push("the capability is for other windows than `main`".to_owned());
    }
    if !capability["remote"].is_null() || !capability["webviews"].is_null() {
        problems.push("the capability is for more than windows of our own".to_owned());
    }
    for permission in capability["permissions"].as_array().into_iter().flatten() {
        if !PERMISSIONS.iter().any(|allowed| permission == allowed) {
            problems.push(format!("the capability allows {permission}"));
        }
    }
    problems
}

fn application(configuration: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let (app, security) = (&configuration["app"], &configuration["app"]["security"]);
    let mut expect = |right: bool, problem: &str| {
        if !right {
            problems.push(problem.to_owned());
        }
    };
    expect(
        security["capabilities"] == json!(["main"]),
        "other capabilities than `main` are used",
    );
    expect(
        security["freezePrototype"] == json!(true),
        "the prototype of objects is not frozen",
    );
    expect(
        app["withGlobalTauri"] == json!(false),
        "Tauri's functions are given to every script",
    );
    expect(
        security["assetProtocol"].is_null(),
        "the asset protocol serves files",
    );
    expect(
        security["dangerousDisableAssetCspModification"].is_null(),
        "the policy is not completed with hashes",
    );
    let policy = &security["csp"];
    for directive in CLOSED {
        expect(
            policy[directive] == "'none'",
            &format!("the policy's {directive} is open"),
        );
    }
    expect(
        policy["script-src"] == "'self'",
        "the policy lets in other scripts than ours",
    );
    expect(
        policy["require-trusted-types-for"] == "'script'",
        "the policy does not require Trusted Types",
    );
    for (directive, sources) in policy.as_object().into_iter().flatten() {
        for source in sources.as_str().unwrap_or("*").split_whitespace() {
            expect(
                is_local(directive, source),
                &format!("the policy has {directive} {source}"),
            );
        }
    }
    problems
}

/// Whether a source of the policy stays within the program.
fn is_local(directive: &str, source: &str) -> bool {
    match source {
        "'unsafe-eval'" | "'wasm-unsafe-eval'" | "data:" => false,
        // Sounds and films are read by a command where the player knows no protocol of ours.
        "blob:" => directive == "media-src",
        "'unsafe-inline'" => directive == "style-src-attr",
        "http://media.localhost" | "http://ipc.localhost" => true,
        _ => !source.contains('*') && !source.contains("//") && !source.starts_with("http"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_permissions_are_named() {
        let good = json!({ "windows": ["main"], "permissions": PERMISSIONS });
        assert_eq!(capability(&good), [""; 0]);
        for (key, value) in [
            ("windows", json!(["*"])),
            ("permissions", json!(["fs:default"])),
            ("remote", json!({ "urls": ["https://example.org"] })),
        ] {
            let mut bad = good.clone();
            bad[key] = value;
            assert_eq!(capability(&bad).len(), 1, "{key}");
        }
    }

    #[test]
    fn a_looser_policy_is_named() {
        let good: Value =
            serde_json::from_str(include_str!("../../../../tauri.conf.json")).unwrap();
        assert_eq!(application(&good), [""; 0]);
        for (directive, source) in [
            ("script-src", "'self' 'unsafe-inline'"),
            ("style-src", "'self' 'unsafe-inline'"),
            ("img-src", "https:"),
            ("img-src", "'self' data:"),
            ("connect-src", "ipc: https://example.org"),
            ("font-src", "*"),
            ("base-uri", "'self'"),
        ] {
            let mut bad = good.clone();
            bad["app"]["security"]["csp"][directive] = json!(source);
            assert!(!application(&bad).is_empty(), "{directive} {source}");
        }
    }
}
