"""Words of headings in class lists, in many languages, from Moodle's language packs."""

from __future__ import annotations

from grader.lms.names import plain


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


# Who a student is while grading is blind: "Participant 12", "Teilnehmer/in12".
PARTICIPANT = _words(
    "participant participante teilnehmerin teilnehmer teilnehmende partecipante deelnemer "
    "deltagare deltaker deltager osallistuja ucastnik uczestnik udelezenec sudionik polaznik "
    "участник учасник resztvevo katılımcı συμμετεχων peserta משתתף مشارك 参与者 参加者 參與者 "
    "참가자 dalyvis dalībnieks osaleja"
)
NAME = _words(
    "name fullname studentname vollstandigername nomcomplet nombrecompleto nombre nomecompleto "
    "cognomenome naam volledigenaam fulltnavn fullstandigtnamn fuldtnavn kokonimi pełneimie "
    "полноеимя teljesnev 氏名 姓名 成员姓名"
)
FIRST_NAME = _words(
    "firstname givenname vorname prenom nombres nombre nome voornaam fornavn fornamn etunimi imie "
    "имя jmeno keresztnev ad 名"
)
LAST_NAME = _words(
    "lastname surname familyname nachname nom apellidos apellido cognome sobrenome apelido "
    "achternaam etternavn efternavn efternamn sukunimi nazwisko фамилия prijmeni vezeteknev soyad "
    "姓"
)
EMAIL = _words(
    "email emailaddress mail emailadresse adressedecourriel adresseemail direcciondecorreo correo "
    "correoelectronico indirizzoemail enderecodeemail emailadres epost epostadresse "
    "sahkopostiosoite adresemail адресэлектроннойпочты メールアドレス 电子邮件地址"
)
ID_NUMBER = _words(
    "idnumber idnummer matrikelnummer matriculationnumber studentnumber numerodidentification "
    "numerodeid numerodeidentificacion numeroid matricola idnummer tunnistenumero numerid "
    "studentennummer"
)
LOGIN = _words(
    "loginname nummer nr number benutzername anmeldename kennung benutzerkennung matrikelnr "
    "matrnr matriculation matricule utilisateur nomdutilisateur usuario nombredeusuario nomeutente "
    "gebruikersnaam studentnummer studentno studentnr rollno rollnumber regno registrationnumber "
    "candidatenumber uid sid kennziffer codigo accountname netid userlogin 学号 学籍番号 학번"
)
GROUP = _words("group groupname team groups")
OWN_IDS = _words("student studentid username login")  # headings of ids in the course's own list


def is_participant(name: str) -> bool:
    """Whether a name is the word for somebody whose name is hidden.

    Examples
    --------
    >>> is_participant("Teilnehmer/in"), is_participant("Anna Participant")
    (True, False)
    """
    return plain(name) in PARTICIPANT
