from site_builder.extract.quotes.conjugate import english, french
from site_builder.extract.quotes.lexicon import Form, lexicon

MODELS = lexicon("fr").table.models


def test_first_group_with_its_stem_changes():
    assert {"annonce", "annonçait", "annoncera", "annoncèrent"} <= french("annoncer", MODELS).finite
    assert {"répète", "répétait", "répétera"} <= french("répéter", MODELS).finite
    assert {"rappelle", "rappelait", "rappellera"} <= french("rappeler", MODELS).finite
    assert {"exige", "exigeait"} <= french("exiger", MODELS).finite
    assert "appuie" in french("appuyer", MODELS).finite
    assert french("affirmer", MODELS).participles == {"affirmé", "affirmée", "affirmés", "affirmées"}


def test_models_by_the_longest_end():
    assert {"dit", "disait", "dirent", "dirait"} <= french("dire", MODELS).finite
    assert {"écrit", "écrivait"} <= french("écrire", MODELS).finite
    assert {"soutient", "soutiendra"} <= french("soutenir", MODELS).finite
    assert {"avertit", "avertissait"} <= french("avertir", MODELS).finite
    assert {"craint", "craignait"} <= french("craindre", MODELS).finite
    assert french("reconnaître", MODELS).gerund == {"reconnaissant"}
    assert french("répondre", MODELS).participles >= {"répondu"}


def test_plural_nouns_are_no_forms():
    assert not {"annonces", "notes", "critiques"} & (french("annoncer", MODELS).finite | french("noter", MODELS).finite)


def test_english():
    assert english("deny", {}, frozenset()).finite == {"deny", "denies", "denied"}
    assert english("admit", {}, frozenset({"admit"})).gerund == {"admitting"}
    assert english("say", {"say": ("said", "said", "saying")}, frozenset()).finite == {"say", "says", "said"}
    assert english("agree", {"agree": ("agreed", "agreed", "agreeing")}, frozenset()).gerund == {"agreeing"}


def test_the_lexicon_has_thousands_of_forms():
    forms = lexicon("fr").uses
    assert len(forms) > 5000
    assert forms["déclarèrent"].form & Form.FINITE
    assert forms["précisant"].form & Form.GERUND
