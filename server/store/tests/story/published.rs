//! Definitions are kept for ever (S-121).

use case::Digest;
use store::StoreError;

use crate::world::{DEFINITION, OPERATOR, World, after, definition};

#[tokio::test]
async fn s_121_other_wording_is_another_definition_and_the_old_one_stays() {
    let world = World::new().await;
    let other = Digest::from_bytes([0xd2; 32]);
    let publish = async move |write: &mut store::Write| -> Result<_, StoreError> {
        let new = write.publish(&OPERATOR, &definition(other, b"other"), after(1)).await?;
        let newest = write.newest_definition("civil_application").await?;
        let back = write.publish(&OPERATOR, &definition(DEFINITION, b"changed"), after(2)).await?;
        write.publish_again(&OPERATOR, DEFINITION, "civil_application", after(3)).await?;
        Ok((new, newest, back, write.newest_definition("civil_application").await?))
    };
    let found = world.store.write(publish).await.unwrap();
    assert_eq!(found, (true, Some(other), false, Some(DEFINITION)));
    let mut reading = world.store.read().await.unwrap();
    for (id, package) in [(DEFINITION, "package"), (other, "other")] {
        let kept = reading.definition(id).await.unwrap().unwrap();
        assert_eq!(kept.package, package.as_bytes());
        let words = reading.definition_texts(id, "en").await.unwrap().unwrap();
        assert_eq!(words, format!("words of {package}").into_bytes());
        assert!(reading.definition_texts(id, "cy").await.unwrap().is_none());
        let source = reading.definition_from_source("civil_application", id.bytes()).await.unwrap();
        assert_eq!(source, Some(id));
    }
    assert!(reading.definition(Digest::from_bytes([0; 32])).await.unwrap().is_none());
    assert!(reading.newest_definition("bill").await.unwrap().is_none());
    assert_eq!(world.rows("SELECT COUNT(*) FROM publications").await, 3, "publishing what is newest adds nothing");
}
