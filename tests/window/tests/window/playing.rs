//! Sounds, and files that are no articles.

use pandect_window_tests::{Key, Station};

/// Half a second of one tone, as a WAV file of 8,000 samples a second.
fn tone() -> Vec<u8> {
    let length = 4_000_u32;
    let samples: Vec<u8> = (0..length)
        .map(|sample| if sample / 10 % 2 == 0 { 96 } else { 160 })
        .collect();
    let mut file = b"RIFF".to_vec();
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // Plain samples, one channel.
    file.extend([1, 0, 1, 0]);
    file.extend(8_000_u32.to_le_bytes());
    file.extend(8_000_u32.to_le_bytes());
    // A byte a sample, of eight bits.
    file.extend([1, 0, 8, 0]);
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

#[test]
fn a_sound_plays_and_what_cannot_be_played_says_so() {
    let station = Station::new();
    let notes = station.folder().join("notes");
    std::fs::create_dir(&notes).unwrap();
    std::fs::write(
        notes.join("Bells.md"),
        "The bells:\n\n<audio src=\"bell.wav\"></audio>\n\n<video src=\"broken.ogv\"></video>\n\n\
         And [the paper](paper.pdf) about them.\n",
    )
    .unwrap();
    std::fs::write(notes.join("bell.wav"), tone()).unwrap();
    let broken = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\x80theora and then nothing that is one";
    std::fs::write(notes.join("broken.ogv"), broken).unwrap();
    std::fs::write(notes.join("paper.pdf"), b"%PDF-1.7 and so on").unwrap();
    station.command_line(&["add", notes.to_str().unwrap()]);
    let window = station.open_with(&["pandect://notes/Bells"]);
    window.wait_for_article("Bells");
    let text = window.page_text();
    window.screenshot("recordings");

    window.click_on("button", "Play the sound bell.wav");
    window.wait_for(
        "the sound has been played",
        "const sound = document.querySelector('video.sound'); return sound.currentTime > 0.3 || sound.ended",
    );
    window.screenshot("played");
    window.click_on("button", "Play the film broken.ogv");
    window.wait_for(
        "it says that it cannot be played",
        "return document.querySelector('dialog, [role=dialog]')?.textContent.includes('cannot be played')",
    );
    window.screenshot("unplayable");
    window.press(Key::Escape);

    window.click_on("link", "the paper");
    window.wait_for(
        "it says what the file is",
        "return document.querySelector('dialog, [role=dialog]')?.textContent.includes('PDF')",
    );
    window.screenshot("file");
    window.press(Key::Escape);
    assert_eq!(
        window.page_text(),
        text,
        "the text of the page is as it was"
    );
    window.close();
}
