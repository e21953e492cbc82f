//! Checks `tauri.conf.json` and the capability at compile time.

fn main() {
    let capabilities = "./src-tauri/capabilities/**/*";
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern(capabilities);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
