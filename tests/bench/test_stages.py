"""What each stage takes, over the same articles; run by `make bench-stages`."""

from __future__ import annotations

import itertools

import pytest

pytest.importorskip("pytest_benchmark", reason="needs the extra `bench`: make bench-stages")

from site_builder import read
from site_builder.config import Config
from site_builder.extract import extract
from site_builder.extract.dates import find_dates
from site_builder.extract.figures import find_figures
from site_builder.extract.fingerprints import seal
from site_builder.extract.happenings import find_happenings
from site_builder.extract.names import find_names
from site_builder.extract.quotes import find_quotes
from site_builder.link import link
from site_builder.model import Output
from site_builder.render.pages import output_path, plan
from site_builder.render.theme import Theme
from site_builder.render.views import page_of
from site_builder.write import Writer
from tests.bench.stages import Stages, cut

pytestmark = [pytest.mark.bench, pytest.mark.slow]
ARTICLES = 100


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(ARTICLES, tmp_path_factory.mktemp("bench"))


def test_read(benchmark, stages):
    found = benchmark(lambda: [read.read(file, stages.seeds) for file in stages.files])
    assert len(found) == ARTICLES


def test_scan(benchmark, stages):
    scans = benchmark(lambda: [cut(article) for article in stages.articles])
    assert all(scan.sentences for scan in scans)


def test_dates(benchmark, stages):
    pairs = list(zip(stages.scans, stages.articles, strict=True))
    assert any(benchmark(lambda: [find_dates(scan, article.published) for scan, article in pairs]))


def test_names(benchmark, stages):
    assert any(names for names, _ in benchmark(lambda: [find_names(scan) for scan in stages.scans]))


def test_quotes(benchmark, stages):
    pairs = [(scan, find_names(scan)[0]) for scan in stages.scans]
    assert any(quotes for quotes, _, _ in benchmark(lambda: [find_quotes(scan, names) for scan, names in pairs]))


def test_fingerprints(benchmark, stages):
    pairs = [(scan, find_quotes(scan, find_names(scan)[0])[0]) for scan in stages.scans]
    assert any(benchmark(lambda: [seal(scan, quotes) for scan, quotes in pairs]))


def test_figures(benchmark, stages):
    assert any(benchmark(lambda: [find_figures(scan) for scan in stages.scans]))


def test_happenings(benchmark, stages):
    days = [article.published for article in stages.articles]
    given = [(scan, find_dates(scan, day), day) for scan, day in zip(stages.scans, days, strict=True)]
    assert any(benchmark(lambda: [find_happenings(*one) for one in given]))


def test_extract(benchmark, stages):
    assert all(found.names for found in benchmark(lambda: list(map(extract, stages.articles))))


def test_link(benchmark, stages):
    dossier = benchmark(lambda: link(stages.cards, stages.annotations, Config()))
    assert len(dossier.articles) == ARTICLES


def test_view_of_an_article(benchmark, stages):
    spec = _articles(stages)[0]
    assert benchmark(lambda: page_of(stages.site, spec)).permalink == spec.permalink


def test_page_of_an_article(benchmark, stages):
    theme, page = Theme(None, Config()), page_of(stages.site, _articles(stages)[0])
    assert b"</html>" in benchmark(lambda: theme.render(page))


def test_write(benchmark, stages, tmp_path):
    """As many files as there are articles, none of which was there before."""
    outputs = _outputs(stages)
    folders = (tmp_path / str(number) for number in itertools.count())
    written = benchmark(lambda: _written(next(folders), outputs))
    assert all(one.changed for one in written)


def test_write_again(benchmark, stages, tmp_path):
    """The same files once more: nothing is to be written."""
    outputs = _outputs(stages)
    _written(tmp_path, outputs)
    assert not any(one.changed for one in benchmark(lambda: _written(tmp_path, outputs)))


def _articles(stages):
    return [spec for spec in plan(stages.dossier, Config()) if spec.kind == "article"]


def _outputs(stages):
    theme = Theme(None, Config())
    pages = [page_of(stages.site, spec) for spec in _articles(stages)]
    return [Output(output_path(page.permalink), theme.render(page)) for page in pages]


def _written(folder, outputs):
    writer = Writer(folder)
    writer.begin([output.path for output in outputs])
    written = [writer.put(output) for output in outputs]
    writer.finish({one.path: one.digest for one in written})
    return written
