use pandect_library::dto::{
    AnnotationChange, CardKind, Color, ErrorCode, NewAnnotation, NewCard, Passage, Rating,
};

use crate::{SECRETARIAT, TestLibrary};

fn highlight(test: &TestLibrary, quote: &str) -> String {
    let passage = test.library.find_quote(SECRETARIAT, quote, None).unwrap();
    let new = NewAnnotation {
        address: SECRETARIAT.into(),
        passage: Some(passage),
        color: Some(Color::Blue),
        ..NewAnnotation::default()
    };
    test.library.add_annotation(new).unwrap().id
}

#[test]
fn a_card_is_asked_until_it_is_remembered_and_then_comes_later() {
    let test = TestLibrary::new();
    let library = &test.library;
    let id = highlight(&test, "History and structure");
    assert_eq!(library.front_page().unwrap().due_cards, 0);
    let new = NewCard {
        annotation: id.clone(),
        kind: CardKind::Gap,
        gap: Some(Passage { start: 0, end: 7 }),
    };
    let card = library.add_card(&new).unwrap();
    assert_eq!(card.annotation.quote, "History and structure");
    assert_eq!(library.front_page().unwrap().due_cards, 1);
    let state = library.study_state().unwrap();
    assert_eq!((state.cards, state.due, state.reviewed), (1, 1, 0));
    assert_eq!(state.card.unwrap().gap, Some(Passage { start: 0, end: 7 }));

    let state = library.review_card(&card.id, Rating::Easy).unwrap();
    assert_eq!((state.cards, state.due, state.reviewed), (1, 0, 1));
    assert!(state.card.is_none());
    let cards = library.list_cards(&id).unwrap();
    let wait = state.next_due.unwrap() - cards[0].annotation.created;
    assert!(wait > 24 * 60 * 60 * 1000, "{wait}");
    assert_eq!(
        (cards[0].due, cards[0].reviews),
        (state.next_due.unwrap(), 1)
    );

    // A review is taken back like any change.
    library.undo().unwrap().unwrap();
    assert_eq!(library.study_state().unwrap().due, 1);
    library.delete_card(&card.id).unwrap();
    assert_eq!(library.study_state().unwrap().cards, 0);
    library.undo().unwrap().unwrap();
    // Without its annotation a card is not asked.
    library.delete_annotation(&id).unwrap();
    assert_eq!(library.study_state().unwrap().cards, 0);
}

#[test]
fn cards_of_several_marks_ask_what_their_notes_ask() {
    let test = TestLibrary::new();
    let library = &test.library;
    let (gap, asked) = (
        highlight(&test, "History and structure"),
        highlight(&test, "See also"),
    );
    let change = AnnotationChange {
        note: Some("What comes last?".into()),
        ..AnnotationChange::default()
    };
    library.update_annotation(&asked, change).unwrap();
    let whole = library
        .add_annotation(NewAnnotation {
            address: SECRETARIAT.into(),
            note: Some("Why?".into()),
            ..NewAnnotation::default()
        })
        .unwrap()
        .id;
    let all = [gap.clone(), asked.clone(), whole.clone()];
    assert_eq!(library.add_cards(&all).unwrap(), 2);
    assert_eq!(library.add_cards(&all).unwrap(), 0, "none twice");
    let kind = |id: &str| library.list_cards(id).unwrap()[0].kind;
    assert_eq!((kind(&gap), kind(&asked)), (CardKind::Gap, CardKind::Note));

    let refused = |new: NewCard| library.add_card(&new).unwrap_err().view().code;
    let outside = NewCard {
        annotation: gap.clone(),
        kind: CardKind::Gap,
        gap: Some(Passage {
            start: 900,
            end: 905,
        }),
    };
    assert_eq!(refused(outside), ErrorCode::InvalidInput);
    let silent = NewCard {
        annotation: gap,
        kind: CardKind::Note,
        gap: None,
    };
    assert_eq!(refused(silent), ErrorCode::InvalidInput);
    let placeless = NewCard {
        annotation: whole,
        kind: CardKind::Note,
        gap: None,
    };
    assert_eq!(refused(placeless), ErrorCode::InvalidInput);
}
