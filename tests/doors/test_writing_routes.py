"""What the page of a writer asks for while they type: only theirs, only so much, and no version of it."""

from hostile import tone, wav, word
from staff import Client, Staff, hidden

from broadcast.people import State

TEXT = "Đeo khẩu trang khi ra kh i nhà. Gọi 1900 9095."


def asked(client: Client, path: str, **fields: str) -> dict[str, object]:
    answer = client.post(path, data={"csrf": client.csrf, **fields}, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_a_text_is_checked_said_and_kept(staff: Staff) -> None:
    hoa = staff.client("hoa")
    checked = asked(hoa, "/writing/check", text=f"\r\n{TEXT}", again="true")
    assert checked["doubts"] == [{"start": 23, "end": 27, "weighs": True}]
    assert "Sửa thành <b>khỏi</b>" in str(checked["doubts_html"])
    assert "một chín không không" in str(checked["proof_html"])
    assert "giây" in str(checked["lasts"])
    assert len(checked["lines"]) == 5  # type: ignore[arg-type]
    said = hoa.post("/writing/say", data={"csrf": hoa.csrf, "words": "xin chào bà con", "speaker": "man"})
    assert (said.status_code, said.headers["content-type"]) == (200, "audio/mpeg")
    assert "saved" in asked(hoa, "/writing/copy", text=TEXT, title="Dịch", script="")
    page = hoa.get("/newsroom/new").text
    assert "Có bản chưa lưu lúc" in page
    assert TEXT in hoa.get("/newsroom/new?resume=1").text
    hoa.post("/writing/copy/drop", data={"csrf": hoa.csrf, "script": ""})
    assert "Có bản chưa lưu" not in hoa.get("/newsroom/new").text
    assert staff.reception.newsroom.listed()[0] == ()


def test_only_a_writer_with_the_token_asks(staff: Staff) -> None:
    hoa, binh = staff.client("hoa"), staff.client("binh")
    for path in ("/writing/check", "/writing/say", "/writing/copy"):
        fields = {"text": "a", "words": "xin chào"}
        assert Client(staff.url).post(path, data=fields).status_code == 403
        assert (
            hoa.session.post(staff.url + path, data=fields, headers={"x-csrf-token": ""}).status_code == 403
        )
        assert binh.post(path, data={**fields, "csrf": binh.csrf}).status_code == 403


def test_a_page_that_asks_too_often_waits(staff: Staff) -> None:
    hoa = staff.client("hoa")
    codes = {hoa.post("/writing/file", data={"csrf": hoa.csrf}).status_code for _ in range(31)}
    assert codes == {200, 503}


def test_a_file_comes_back_as_words_or_as_a_sound_to_hear(staff: Staff) -> None:
    lan = staff.client("lan")

    def sent(name: str, content: bytes) -> dict[str, str]:
        answer = lan.post("/writing/file", data={"csrf": lan.csrf}, files={"file": (name, content)})
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    assert sent("a.docx", word("Họp ấp", "Mời bà con.")) == {"text": "Họp ấp\nMời bà con.", "title": "Họp ấp"}
    key = sent("a.wav", wav(tone(3)))["sound"]
    assert lan.get(f"/writing/sounds/{key}").headers["content-type"] == "audio/mpeg"
    assert staff.client("binh").get(f"/writing/sounds/{key}").status_code == 403
    fields = {"csrf": lan.csrf, "title": "Kẻng", "sound": key}
    assert lan.post("/newsroom/new", data=fields).status_code == 303
    assert staff.reception.newsroom.listed()[0][0].manuscript.sound == key
    assert lan.post("/newsroom/new", data={**fields, "sound": "f" * 64}).status_code == 422


def test_whoever_saves_second_is_told_and_keeps_what_they_typed(staff: Staff) -> None:
    lan, hoa = staff.client("lan"), staff.client("hoa")
    script = lan.post("/api/v1/scripts", json={"title": "Họp", "text": "Mời họp lúc 7 giờ."}).json()["id"]
    lan.post(
        f"/newsroom/{script}", data={"csrf": lan.csrf, "version": "1", "title": "Họp", "text": "Lúc 8 giờ."}
    )
    answer = hoa.post(
        f"/newsroom/{script}", data={"csrf": hoa.csrf, "version": "1", "title": "Họp", "text": "Lúc 9 giờ."}
    )
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in answer.text
    assert "Lúc 9 giờ." in answer.text
    assert hidden(answer.text, "version") == "2", "saving again is a decision, and version 2 stays to be seen"


def test_versions_are_compared_and_an_old_one_is_used_again(staff: Staff) -> None:
    lan = staff.client("lan")
    script = lan.post("/api/v1/scripts", json={"title": "Họp", "text": "Mời họp lúc 7 giờ."}).json()["id"]
    lan.put(f"/api/v1/scripts/{script}", json={"title": "Họp ấp", "text": "Mời họp lúc 8 giờ.", "version": 1})
    page = lan.get(f"/newsroom/{script}/versions").text
    assert (
        '<del><span class="sign">bỏ:</span> 7 </del><ins><span class="sign">thêm:</span> 8 </ins>giờ.' in page
    )
    assert "Tên bài" in page
    again = lan.post(f"/newsroom/{script}/versions", data={"csrf": lan.csrf, "version": "2", "number": "1"})
    assert again.status_code == 303
    entry = staff.reception.newsroom.proofs(script).entry
    assert (entry.version, entry.manuscript.text, entry.state) == (3, "Mời họp lúc 7 giờ.", State.DRAFT)
    assert lan.get("/newsroom/khong-co/versions").status_code == 404


def test_a_word_goes_into_the_dictionary_and_out_again(staff: Staff) -> None:
    lan, hoa = staff.client("lan"), staff.client("hoa")
    form = {"csrf": lan.csrf, "written": "TYTXX", "spoken": "trạm y tế xã", "script": "new"}
    assert lan.post("/words", data=form).headers["location"] == "/newsroom/new?resume=1"
    assert "trạm y tế xã" in str(asked(hoa, "/writing/check", text="Tới TYTXX.")["proof_html"])
    assert "Chỉ người duyệt và trưởng đài" in hoa.get("/words").text
    assert "/newsroom//evil" not in lan.get("/words?script=//evil.example").text
    wrong = lan.post("/words", data={**form, "spoken": "5 giờ"})
    assert (wrong.status_code, "chỉ gồm chữ và dấu phẩy" in wrong.text) == (422, True)
    lan.post("/words/removal", data={"csrf": lan.csrf, "written": "TYTXX"})
    assert "trạm y tế xã" not in lan.get("/words").text


def test_the_list_is_searched_without_marks(staff: Staff) -> None:
    lan = staff.client("lan")
    for title in ("Khẩu trang", "Cắt điện"):
        lan.post("/api/v1/scripts", json={"title": title, "text": "Bà con chú ý."})
    page = lan.get("/newsroom?q=khau+trang").text
    assert "Khẩu trang" in page
    assert "Cắt điện" not in page
