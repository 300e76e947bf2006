"""Words that no subject is made of, and what stands before nouns; French and English, folded (no accents, no capitals).

Whoever reads "both talk about …" should find a thing there: not a verb of every day, a greeting, or a measure of time.
"""

from functools import cache

from potager.lib.stemming import ENGLISH, FRENCH, stems

# What stands before things, and what stands before verbs.
ARTICLES = {
    "fr": (
        "au aucun aucune aux avec ce ces cet cette chaque d de des du l la le les leur leurs ma mes mon nos notre par"
        " plusieurs quel quelle quelles quelques quels sa sans ses son sur ta tes ton un une vos votre"
    ),
    "en": (
        "a about an any each every for her his my no of our some that the their these this those with without your"
    ),
}
PRONOUNS = {
    "fr": (
        "a doit dois elle elles faire faut il ils j je m me n ne nous on peut peuvent peux pouvez pour pu qui s se te"
        " tu va vais veut veux vous y"
    ),
    "en": (
        "can could didn do does doesn don he i ll may might must not she should t they to us we who will would you"
    ),
}
# Words as they stand, and whatever has the same stem as one of the second lists.
FRENCH_WORDS = (
    "abord absolument accord actuellement afin ah aide ailleurs ainsi allo alors amitie an annee annees"
    " ans aout apparemment apres assis aucun aucune aujourd auparavant aupres auquel aura aurai auraient"
    " aurais aurait auras aurez aurions auront aussi autant autour autre autrement autres auxquelles"
    " auxquels avaient avais avait avance avant avez aviez avions avis avoir avons avril ayant bas"
    " beaucoup besoin bien bientot bises bisou bisous blanc blanche bleu bleue bof bon bonheur bonjour"
    " bonjours bonne bonnes bons bonsoir bord bords bout bravo bref cadre car cas ceci cela celle celles"
    " celui cent cents cependant certain certaine certainement certaines certains certes ceux chacun"
    " chacune chaque chaud chaude cher chere chers chez chose choses ci cinq cinquante cinquieme clair"
    " clairement combien comme comment completement concernant contraire contrairement contre cordialement"
    " cote coucou coup courage cours date davantage debout debut decembre dedans dehors deja demain"
    " demande demi demie depuis dernier derniere dernierement dernieres derniers derriere desole desolee"
    " desormais dessous dessus deux deuxieme devant deviennent devient different differente differentes"
    " differents dimanche dimanches directement divers diverses dix dois doit doivent donc donnent dont"
    " doute douze droit droite duquel dur durant dure ecrivent effet egalement eh elle emploi enfin enorme"
    " enormement ensemble ensuite entier entiere entierement entre envie environ espece et etaient etais"
    " etait etant etc ete etes etiez etions etre eux evidemment exactement excellent excellente excusez"
    " exemple expres extremement facile facilement facon faible fait faut fevrier fin final finalement"
    " fois fond force forcement fort fortement froid froide gauche generale generalement genial genre gens"
    " gentil grace grand grande grandes grands gris grise gros grosse grosses guere habitude haut haute"
    " hauteur hein helas hello heure heures hier hors hui huit ici ideal idee idees immense important"
    " importante importants impossible impression instant ira irai iront janvier jaune jaunes jeudi joli"
    " jolie jour journee jours juillet juin jusqu jusque justement laquelle largeur lequel lesquelles"
    " lesquels lieu loin long longs longtemps longue longueur lors lorsqu lorsque lundi madame mai main"
    " mains maintenant majorite malgre malheureusement maniere mardi mars matin mauvais mauvaise meilleur"
    " meilleure meilleures meilleurs meme memes merci mercredi message messages midi mien mienne miens"
    " mieux milieu mille mince minute minutes mode moindre moins mois moitie moment moments monde monsieur"
    " mot mots moyen neanmoins neuf niveau noir noire nombre nombreuses nombreux nommes nord normal"
    " normalement nouveau nouveaux nouvelle nouvelles novembre nuit nul nulle octobre oh ok onze ouest ouf"
    " oui outre parce pareil parfait parfaite parfaitement parfois parmi part particulier particulierement"
    " partie partir partout passe peine pendant personne petit petite petites petits peu peut peux phrase"
    " pied pieds pire plaisir plein pleine plupart plus plusieurs plutot point points possible possibles"
    " pourquoi pourtant pratique prealable precedent precis premier premiere premierement premieres"
    " premiers pres presence presque prete pretes probleme problemes prochain prochaine prochainement"
    " prochains propos propre puis puisqu puisque quand quant quarante quart quatorze quatre quel quelle"
    " quelles quelqu quelque quelquefois quelques quels question questions quiconque quinze quoi quoique"
    " raison rang rangs rapide rapidement rare rarement recemment recent recente reellement relativement"
    " reponse reponses reste reviennent rien rouge rouges salut samedi sans sauf second seconde secondes"
    " seize selon semaine semaines sept septembre sera serai seraient serais serait seras serez seriez"
    " serions serons seront seul seule seulement seules seuls si sien sienne simple simplement sincerement"
    " sinon site six soi soient soir sois soit soixante solution sommes sorte souci soudain sous soyez sud"
    " suffit suis suite suivant suivante sujet sujets super surtout tant tantot tard tel telle"
    " tellement telles tels temps tien tiendrai tienne tiens titre tot toujours tous tout toute toutefois"
    " toutes tranquille trente tres trois troisieme trop trou trous truc trucs type typiquement unique"
    " uniquement utile veille vendredi vers vert verte verts veut veux via vide vides vieille viendront"
    " vieux vingt vis vite vive vivement voici voila voire volontiers vont vrai vraie vraies vraiment"
    " vrais vue week weekend zero"
)
ENGLISH_WORDS = (
    "able about above across actual actually after afternoon again against ago agree ah all almost alone"
    " along already alright also although always am among amount another answer answers any anybody"
    " anymore anyone anything anyway anywhere apart apparently april around aside august available"
    " away awesome back bad badly basically became because been before begin beginning behind being below"
    " best better between big bit black blue both bottom brown bunch cannot cant case cases certain"
    " certainly chance cheers clear clearly close cold com common complete completely congratulations"
    " corner correct could couldn couple course current currently day days dear december definitely"
    " despite did didn different difficult directly do does doesn doing don done dont doubt down dry due"
    " during each early easier easily easy edge eight eighteen either eleven else en end enough entire"
    " entirely especially etc even evening ever every everybody everyone everything everywhere exact"
    " exactly example excellent except extra extremely fact fair fairly far fast father february feet few"
    " fifteen fifth fifty final finally fine first five folks foot former forty forward four fr free"
    " friday fully fun further general generally glad going gone gonna good got gray great green grey"
    " guess guys half hand hands happy hard hardly having hello help hence here hers herself hey high"
    " highly himself hole home hopefully hot hour hours house how however html http https huge hundred"
    " husband idea ideas immediately important impossible inch indeed inside instead interesting issue"
    " issues itself january july june just kind kinda kindly large last late lately later latter least"
    " left less let lets life like likely little ll long longer lot lots loud love low luckily lucky main"
    " mainly major many march matter may maybe mean meantime meanwhile message messages middle might"
    " million mine minute minutes moment monday month months more morning most mostly mother much multiple"
    " must myself nah name near nearly necessary need needed neither never nevertheless new next nice"
    " night nine nineteen nobody none nope nor normal normally north not nothing november now nowhere"
    " number obvious obviously october off often oh ok okay old once one ones only onto opposite order org"
    " other others otherwise ought ours ourselves out outside over overall own pair part particular"
    " particularly past people perfect perfectly perhaps person personally piece place plain please plenty"
    " plus point points possible possibly post posts pretty previous previously probably problem problems"
    " proper properly proud quarter question questions quick quickly quiet quite rather ready real really"
    " reason reasons recent recently red regarding regards regular related relatively rest right row rows"
    " same saturday say second seconds september seven several shall short should shouldn side similar"
    " simple simply since single six sixteen size slightly slip slow slowly small so solution somebody"
    " somehow someone something sometime sometimes somewhat somewhere soon sorry sort south spare stuff"
    " such sudden suddenly sunday sure ten than thank thanks theirs them themselves then thence there"
    " therefore thing things third thirteen thirty this thoroughly those though thought thousand three"
    " through throughout thursday thus till time times tiny today together tomorrow tonight too top topic"
    " topics total totally toward towards trouble true truly trust tuesday twelve twenty twice two"
    " unfortunately unless unlike until unusual up upon us useful usual usually various very via view warm"
    " way ways wednesday week weekend weeks welcome well went were west wet what whatever when whenever"
    " where whereas wherever whether which whichever while whilst white who whoever whole whom whose why"
    " wife will wish within without won wonderful word words world worse worst worth would wouldn wow"
    " wrong www yeah year years yellow yep yes yesterday yet young yours yourself yourselves zero"
)
FRENCH_VERBS = (
    "aider aimer ajouter allait aller allez allons apporter apprendre appris arriver attendre attends"
    " avancer bouger cause changer cherche chercher choisir commencer comprendre compris compter connais"
    " connaissez connait connaitre conseiller conseillez continuer convenir correspondre couper coute"
    " croire crois croyez decider demandent demander devenir devenu devez devoir devons devrais devrait"
    " dire disait disent dites donner dormir ecrire ecris ecrit empecher entendre entendu entrer envoyer"
    " espere esperer essaie essaye essayer etonner eviter excuser expliquer faire fais faisait faisant"
    " faisons faudra faudrait ferai ferais ferait feront finir font garder gerer habiter hesite hesiter"
    " imaginer indiquer laisser lire lisez manquer mets mettent mettez mettre mise monter montrer obtenir"
    " occuper oublier parait paraitre parle parler participer passer pense penser perdre permet permettre"
    " plaire plait poser pourra pourrai pourrais pourrait pourrez pourriez pouvais pouvait pouvant pouvez"
    " pouvoir pouvons preferer prend prendre prends prenez pris prise produire proposer publier raconter"
    " rappeler recevoir recu regarder regretter remarquer remercier rencontrer rend rendre rentrer"
    " repondre resoudre rester reussir revenir revoir risquer sais sait saurais savait savent savez savoir"
    " semble sembler sentir servir signaler sortir souhaiter suivre supposer tenir tenter tester tient"
    " tomber toucher tourner traiter travailler trouve trouver utilise utiliser valoir vaudrait vaut"
    " vendre venir verifier viennent viens vient vivre voir vois voit voudrais voudrait voulais voulait"
    " voulez vouloir voulons voyait voyez vu"
)
ENGLISH_VERBS = (
    "add allow answer appear apply ask asking avoid become believe bring brought call came cause change"
    " check choose come confirm consider contain continue create decide depend describe enjoy ensure exist"
    " expect explain feel felt figure find finish follow forget forgot found gave get getting give given"
    " go happen happened hate hear heard hope hoping improve include keep kept knew know known let look"
    " looking lose lost love made make making manage meant mention mind miss move notice offer open prefer"
    " prevent provide put reach read realise realize receive recommend remain remember remove reply"
    " require run running said saw see seem seemed seen send sent set share show start stay stop suggest"
    " suppose take taken talk tell think thinking took tried try trying turn understand use used using"
    " wait want wanted wonder wondering work worked working write wrote"
)


def _folded(words: str) -> set[str]:
    return {word for word in words.split() if word.isascii()}


@cache
def dull_words() -> frozenset[str]:
    """Folded words, of both languages."""
    lists = (FRENCH, ENGLISH, FRENCH_WORDS, ENGLISH_WORDS, FRENCH_VERBS, ENGLISH_VERBS)
    return frozenset().union(*map(_folded, (*lists, *ARTICLES.values(), *PRONOUNS.values())))


@cache
def before_things(language: str) -> frozenset[str]:
    """Folded words that stand before nouns in a language; none where we do not know."""
    return frozenset(_folded(ARTICLES.get(language, "")))


@cache
def before_verbs(language: str) -> frozenset[str]:
    """Folded words that stand before verbs in a language."""
    return frozenset(_folded(PRONOUNS.get(language, "")))


@cache
def dull_stems() -> frozenset[str]:
    """Stems of verbs of every day, each in its own language."""
    verbs = {"fr": FRENCH_VERBS, "en": ENGLISH_VERBS}
    found = (stems(word, language) for language, words in verbs.items() for word in _folded(words))
    return frozenset(stem for each in found for stem in each)
