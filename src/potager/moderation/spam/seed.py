"""What is known before anybody has decided anything: sentences of either sort, made up for this purpose."""

from functools import cache

from potager.moderation.spam.classifier import Counts
from potager.moderation.spam.features import features_of, key_of

SPAM = """
Buy cheap viagra online without prescription, fast delivery and best prices guaranteed
Congratulations! You have won a free prize. Claim your reward now by calling this number
Earn $5000 a week working from home, no experience needed, click here to start today
Best online casino bonus, 200 free spins, play now and win real money
Invest in bitcoin today and double your money in 24 hours, guaranteed profit, contact me on WhatsApp
Get a personal loan in 24 hours, no credit check, low interest rate, apply now
Increase your website traffic, first page of Google, affordable SEO services, backlinks for sale
Cheap replica watches and designer bags, free shipping worldwide, order now
Hot singles in your area are waiting for you, sign up free and chat tonight
Your account has been suspended, verify your details immediately by following this link
Buy real Instagram followers and likes, instant delivery, best price
Free ringtones and games, text WIN to this number to claim, cost 150p per message
I was cured of herpes by the powerful herbal doctor, contact him by email or WhatsApp
Powerful spell caster brings back your ex lover in 24 hours, contact Dr now
Buy passport, driving licence, ID card online, registered and undetectable, contact us
Forex trading signals, make money fast, join our telegram group, limited offer
Lose weight fast with this amazing keto pill, order your free trial today
Professional essay writing service, cheap prices, no plagiarism, order here
Watch the full movie online free HD streaming, click the link
Crack software download free full version license key generator
URGENT! Your mobile number was selected to receive a guaranteed cash prize, call now
You have been chosen for a free holiday, reply YES to claim, terms and conditions apply
Special offer ends today, 70% discount on all products, visit our shop
Escort service available day and night, call this number
Hello dear, I am a widow with a large fund to donate, reply to my private email
Recover your lost crypto funds, hire our hackers, satisfied customers, contact by email
Last chance to claim your bonus, unsubscribe by texting STOP
Sell your gift cards for bitcoin, best exchange rate, instant payment
Visit my profile and my website for more information about our great services
IPTV subscription, all channels, 12 months, cheap, contact us on WhatsApp
Cheap flights and hotel deals, book now, click here
Call now for a free quote, our agents are available 24/7
Are you in debt? Get financial help now, fast approval, guaranteed
New video chat, adult content, free registration, 18+ only
Send this code to the number to receive your free credits, only today
Offre de prêt entre particuliers sérieux et honnête, de 5000 à 500000 euros, contactez-moi par mail ou WhatsApp
Bonjour, je suis un particulier qui octroie des prêts rapides sans frais, taux de 3 %, répondez vite
Gagnez de l’argent facilement depuis chez vous, 3000 euros par mois, cliquez ici maintenant
Félicitations ! Vous avez gagné un iPhone, réclamez votre cadeau gratuit en cliquant sur ce lien
Grand maître marabout voyant médium, retour affectif de l’être aimé en 24 heures, paiement après résultat
Puissant marabout sérieux, résout tous vos problèmes, chance au jeu, amour, travail, appelez ce numéro
Achetez du viagra et du cialis pas cher, sans ordonnance, livraison rapide et discrète
Casino en ligne, bonus de bienvenue gratuit, tours gratuits, jouez maintenant et gagnez gros
Investissez dans le bitcoin et doublez votre capital en une semaine, profit garanti, contactez notre expert
Abonnement IPTV 12 mois, toutes les chaînes, films et séries, essai gratuit sur WhatsApp
Achetez votre permis de conduire, code et visite médicale, enregistré en préfecture, sans examen
Montres et sacs de luxe, répliques parfaites, livraison gratuite, commandez vite
Perdez 10 kilos en deux semaines grâce à ce produit miracle, offre limitée
Augmentez le trafic de votre site, première page de Google, référencement pas cher, backlinks de qualité
Votre colis est en attente, payez les frais de livraison en suivant ce lien
Votre compte sera bloqué, confirmez vos coordonnées bancaires immédiatement
Rencontres coquines près de chez vous, inscription gratuite, femmes disponibles ce soir
Numéro surtaxé, appelez maintenant pour recevoir votre prix, offre réservée aux gagnants
Vous avez été sélectionné pour recevoir une récompense en espèces, appelez le numéro pour réclamer
Promotion exceptionnelle, moins 70 % sur tout le magasin, dernière chance, profitez-en
Achetez des abonnés Instagram et des vues, livraison instantanée, meilleur prix
Crédit express sans justificatif, réponse immédiate, argent en 24 heures
Je vous propose une donation de 800000 euros, je suis gravement malade, écrivez à mon adresse privée
Trading et forex, signaux gagnants, rejoignez notre groupe Telegram, gain assuré
Téléchargement gratuit du logiciel complet avec clé, film complet en streaming gratuit
Faux billets indétectables, cartes clonées, contactez-nous sur Telegram
J’ai été guéri grâce au docteur et à ses plantes, contactez-le sur WhatsApp
Cartes PCS, Transcash, coupons Neosurf, échange rapide contre bitcoin
Sonnerie gratuite, envoyez OUI au numéro, 3 euros par message, répondez STOP pour arrêter
"""

HAM = """
I planted the beans last week and they are already up, how are yours doing?
Thank you for your answer, that helps me a lot. I will try it on Saturday
The meeting is on Tuesday at seven, in the small room behind the library. Who brings the tea?
Could somebody explain how to prune an old apple tree? Mine has not been touched for years
I agree with Anne about the second chapter, but the ending is still too quick for me
Welcome! Tell us a little about yourself and what brought you here
Here are my notes from yesterday, please correct whatever I misunderstood
Does anyone have a spare ladder for the weekend? I can return it on Monday
I loved the story about the lighthouse, especially the sentence on the keys
We counted the money from the sale: 240 euros for the school garden, well done everybody
The link to the minutes is on the page of the group, under documents
Sorry, I can't come tonight, my daughter is ill. See you next week
I would rather keep the old title. What do the others think?
There is a frost coming on Thursday, cover your tomatoes
My grandmother used to dry them on the roof, with a cloth over them
I don't quite understand question three, is it about the town or the region?
The train leaves at 8:42, we can meet on the platform
You could try vinegar, it worked for the slugs in my garden
Great work on the cover, the green is much better than before
Let me know when you are free and I'll call you
I found a mistake on page twelve: the date should be 1987
Who would like to read the draft before Friday? It is about ten pages
I live near the river and I can lend my workshop on Wednesdays
The council has answered: the hall is ours for free until June
As a newcomer I don't dare to edit the page. Could someone look at my text first?
It rained all day, so we stayed in and wrote two more paragraphs
Ok, I'll do it this evening after work
Has anybody read the book by that Finnish author? I forgot her name
I have a question about the rules: may a guest vote?
In my opinion we should ask the neighbours before we build anything
See you there, and don't forget your boots
What time does it start? I finish work at six
I bought the seeds at the market for 3 euros, they come from a farm nearby
Happy birthday! I hope you have a lovely day
Can you pick me up on the way home? I missed the bus
That made me laugh. I'm still thinking about the goat
I'm late, I will be there in ten minutes
J’ai semé les fèves la semaine dernière et elles sortent déjà, et les vôtres ?
Merci beaucoup pour ta réponse, cela m’aide vraiment. J’essaie samedi
La réunion est mardi à dix-neuf heures, dans la petite salle derrière la bibliothèque
Est-ce que quelqu’un pourrait m’expliquer comment tailler un vieux pommier ?
Je suis d’accord avec Anne pour le deuxième chapitre, mais la fin va encore trop vite
Bienvenue parmi nous ! Dis-nous ce qui t’amène ici
Voici mes notes d’hier, corrigez ce que j’ai mal compris
Quelqu’un aurait une échelle à prêter pour le week-end ? Je la rends lundi
J’ai beaucoup aimé l’histoire du phare, surtout la phrase sur les clés
Nous avons compté la caisse de la vente : 240 euros pour le jardin de l’école, bravo à tout le monde
Le compte rendu est sur la page du groupe, dans les documents
Désolé, je ne peux pas venir ce soir, ma fille est malade. À la semaine prochaine
Je garderais plutôt l’ancien titre. Qu’en pensent les autres ?
On annonce du gel jeudi, couvrez vos tomates
Ma grand-mère les faisait sécher sur le toit, sous un drap
Je ne comprends pas bien la question trois, parle-t-elle de la ville ou de la région ?
Le train part à 8 h 42, on peut se retrouver sur le quai
Tu peux essayer le vinaigre, cela a marché pour les limaces chez moi
Très belle couverture, le vert est bien mieux qu’avant
Dis-moi quand tu es libre et je t’appelle
J’ai trouvé une erreur page douze : la date devrait être 1987
Qui voudrait relire le brouillon avant vendredi ? Il fait une dizaine de pages
J’habite près de la rivière et je peux prêter mon atelier le mercredi
La mairie a répondu : la salle est à nous jusqu’en juin
Comme je débute, je n’ose pas modifier la page. Quelqu’un peut relire mon texte d’abord ?
Il a plu toute la journée, alors nous avons écrit deux paragraphes de plus
D’accord, je le fais ce soir après le travail
Est-ce que quelqu’un a lu le livre de cette autrice finlandaise ? J’ai oublié son nom
J’ai une question sur les règles : une personne invitée peut-elle voter ?
À mon avis, il faudrait demander aux voisins avant de construire quoi que ce soit
À tout à l’heure, et n’oublie pas tes bottes
À quelle heure ça commence ? Je finis à dix-huit heures
J’ai acheté les graines au marché pour 3 euros, elles viennent d’une ferme voisine
Bon anniversaire ! J’espère que tu passes une belle journée
Tu peux passer me prendre en rentrant ? J’ai raté le bus
Cela m’a fait rire. Je pense encore à la chèvre
Je suis en retard, j’arrive dans dix minutes
"""


@cache
def seed() -> Counts:
    """The counts of these sentences."""
    counts = Counts()
    for texts, is_spam in ((SPAM, True), (HAM, False)):
        for text in texts.strip().split("\n"):
            counts.learn(map(key_of, features_of(text)), is_spam=is_spam)
    return counts
