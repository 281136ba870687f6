//! The language model that writes for a business, within what it may cost: asked where there is one, and where what it
//! wrote can't be used, Theo's own words stand.
//! Must not know how a model is asked, nor how what it wrote is judged.

use model::theo::TheoSettings;
use store::Reach;
use theo::assistant::{Assistant, NoAnswer};
use theo::write::{NotWritten, Written};
use theo::{Passage, Turn, llm, prompt};

use crate::Advice;
use crate::purse::Purse;

/// What a language model made of a question.
pub(crate) enum Said {
    Answer(Written),
    /// It found no answer in the passages.
    Nothing,
    /// It says that a human is needed.
    Human,
    /// It was not asked, or can't be used.
    Unusable,
}

impl Advice {
    /// Whether a language model writes for this business.
    pub fn has_writer(&self, settings: &TheoSettings) -> bool {
        settings.endpoint.is_some()
    }

    async fn writer(&self, reach: Reach, settings: &TheoSettings) -> store::Result<Option<Assistant>> {
        let Some(endpoint) = &settings.endpoint else { return Ok(None) };
        let key = self.0.db.read(move |c| store::theo_settings::endpoint_key(c, &reach)).await?;
        let settings = llm::Settings {
            base_url: endpoint.base_url.clone(),
            key: key.map(llm::Key),
            model: endpoint.model.clone(),
            embedding_model: None,
        };
        let found = self.0.assistants.at(&settings);
        Ok(found.inspect_err(|refused| tracing::warn!(%refused, "a language model can't be asked")).ok())
    }

    /// An answer in a language model's words, out of the passages.
    pub(crate) async fn write(
        &self,
        reach: Reach,
        settings: &TheoSettings,
        (turns, passages): (&[Turn], &[&Passage]),
    ) -> store::Result<Said> {
        let Some(writer) = self.writer(reach, settings).await? else { return Ok(Said::Unusable) };
        let business = self.0.db.read(move |c| store::businesses::find(c, &reach)).await?;
        let ask = prompt::Ask { business: &business.name, turns, passages, tone: settings.tone, language: None };
        let purse = Purse::new(&self.0.db, reach, settings.monthly_tokens);
        let outcome = writer.answer(&ask, |tokens| purse.take(tokens)).await;
        Ok(match purse.settle(outcome).await {
            Ok(written) => Said::Answer(written),
            Err(NoAnswer::NotWritten(NotWritten::NoAnswer)) => Said::Nothing,
            Err(NoAnswer::NotWritten(NotWritten::Human)) => Said::Human,
            Err(_) => Said::Unusable,
        })
    }
}

impl Advice {
    /// A conversation in short, in a language model's words; none where it gave none.
    pub(crate) async fn sum_up(
        &self,
        reach: Reach,
        settings: &TheoSettings,
        turns: &[Turn],
    ) -> store::Result<Option<String>> {
        let Some(writer) = self.writer(reach, settings).await? else { return Ok(None) };
        let purse = Purse::new(&self.0.db, reach, settings.monthly_tokens);
        let outcome = writer.summary(turns, |tokens| purse.take(tokens)).await;
        Ok(purse.settle(outcome).await.ok())
    }

    /// An article, in a language model's words: its title and its text; none where it gave none.
    pub(crate) async fn make_article(
        &self,
        reach: Reach,
        question: &str,
        answer: &str,
    ) -> store::Result<Option<(String, String)>> {
        let settings = self.0.db.read(move |c| store::theo_settings::find(c, &reach)).await?;
        let Some(writer) = self.writer(reach, &settings).await? else { return Ok(None) };
        let purse = Purse::new(&self.0.db, reach, settings.monthly_tokens);
        let outcome = writer.article(question, answer, |tokens| purse.take(tokens)).await;
        Ok(purse.settle(outcome).await.ok().map(|made| (made.title, made.content)))
    }
}
