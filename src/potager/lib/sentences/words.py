"""The words that decide: abbreviations by language, first words of sentences, ends of addresses."""

from dataclasses import dataclass


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations without their last full stop, by what may follow them."""

    titles: frozenset[str]  # as written; a name follows
    always: frozenset[str]  # never the last word of a sentence
    numbered: frozenset[str]  # abbreviations only before a figure
    closing: frozenset[str]  # end a sentence before a capital, and nothing otherwise

    def __or__(self, other: "Abbreviations") -> "Abbreviations":
        return Abbreviations(
            self.titles | other.titles,
            self.always | other.always,
            self.numbered | other.numbered,
            self.closing | other.closing,
        )


_COMMON = Abbreviations(
    titles=_set(
        "Mme mme Mmes Mlle mlle Mlles Mr mr Mrs mrs Ms Dr dr Pr Prof St Ste Sr Mgr Gen Col Lt Sgt Capt Rev"
    ),
    always=_set("e.g i.e eg ie cf vs viz n.b p.s p.-s approx incl"),
    numbered=_set("p pp n no nos nr vol chap ch art fig t ed tab sect par"),
    closing=_set("etc ect inc ltd co corp oct nov max min tel hr hrs kg km cm mm"),
)
_FRENCH = Abbreviations(
    titles=_set("M MM Me Mtre Vve Cdt Gal Cne Av Bd bd Pl Sté Éts Ets"),
    always=_set("p.ex c.-à-d c.à.d c-à-d càd cad env tél resp av apr"),
    numbered=_set("éd fasc liv num réf ref alin"),
    closing=_set("janv jan févr fév avr juil sept déc s.v.p s.t.p cie h sec dép prof"),
)
_ENGLISH = Abbreviations(
    titles=_set(
        "Messrs Hon Sen Rep Gov Pres Fr Mt Ft Maj Cpl Pvt Supt Ave Mon Tue Tues Wed Thu Thurs Fri Sat Sun"
    ),
    always=_set("esp dept ca"),
    numbered=_set("pt sec op para"),
    closing=_set("jan feb aug sept dec a.m p.m jr sr bros est misc ft lb lbs oz"),
)

_BY_LANGUAGE = {"fr": _COMMON | _FRENCH, "en": _COMMON | _ENGLISH}
_ANY = _COMMON | _FRENCH | _ENGLISH


def abbreviations(language: str) -> Abbreviations:
    """The abbreviations of a language tag ("fr", "en-GB"); of all languages for any other."""
    return _BY_LANGUAGE.get(language[:2].lower(), _ANY)


# After an abbreviation or an initial, these open a sentence: they are no names. "Le", "La", "De" may be.
STARTERS = _set("""
    Il Elle On Je Tu Nous Vous Ils Elles Et Mais Donc Car Puis Alors Ensuite Enfin Ce Cet Cette Ces
    Ça Cela Mon Ma Mes Ton Ta Tes Son Sa Ses Notre Nos Votre Vos Leur Leurs Un Une Les Quand Si Pour Dans
    Avec Sans Qui Que Quel Quelle Pourquoi Comment Où Ainsi Aussi Merci Bonjour Après Avant Depuis
    The He She It We They You I But And So Then This That These Those There When If What Why How Who My
    Your His Her Its Our Their For In At On After Before Now Let Thanks Yes Not
""")

# The same before an apostrophe ("C'est"); "L'" and "D'" may begin a name.
ELIDED = _set("C J Qu N S T I It He She We They You That There What Don Let")

# Joined to a word by a full stop without space, these are the beginning of a sentence ("monde.il").
FOLLOWERS = _set("""
    il elle je tu on nous vous ils elles et mais ou donc car puis alors ensuite enfin le la les l un une
    des ce cet cette ces c j ça ca mon ma mes ton ta tes son sa ses notre nos votre vos leur d qu que qui
    quand si pour dans avec sans n s
    he she we they you i the a an and but so then this that these those there it when if what my your his
    her our their
""")

# Ends of addresses and of file names: what follows such a full stop goes on.
SUFFIXES = _set("""
    com net org fr be ch ca eu uk de io info biz gouv gov edu tv fm co app dev blog social paris bzh
    wiki cloud online site shop live page club cafe design
    js py ts css html htm php txt md pdf doc docx odt ods xls xlsx ppt pptx csv json xml yml yaml zip rar
    exe png jpg jpeg gif svg webp mp3 mp4 avi mkv wav epub mobi sql sh bat tar gz rb rs java asp aspx
    ini cfg toml log bak
""")

# After "?" or "!", these verbs carry the speech on ("demanda-t-elle", "cried the gardener").
SPEECH = _set("""
    dit dirent disait répond répondit répondirent demande demanda demandait crie cria crièrent criait
    lança lance murmura murmure chuchota souffla soupira soupire écria exclama exclame étonna fit
    reprit ajouta répliqua rétorqua hurla hurle pensa songea expliqua déclara continua conclut grogna
    insista interrogea protesta plaisanta
    said asked cried replied answered whispered shouted yelled exclaimed thought wondered laughed
""")

# Interjections of several words: like one word before "!", they end nothing before a lower-case letter.
INTERJECTIONS = _set("eh_bien ah_bon oh_là_là oh_la_la ah_non ah_oui mais_oui mais_non oh_my oh_dear my_god")
