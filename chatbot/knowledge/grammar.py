"""Words that carry grammar, courtesy or the bare act of asking, in five languages.

`FUNCTION_WORDS` are never evidence that an entry answers a question. `ASKING` maps the question
words of other languages to the English ones: "how much" and "when" say what is asked about the
subject. `NEUTRAL` words have a meaning but name no subject: a visitor who uses one that the founder
does not has not asked about another thing.

Written without accents, as `text.normalise` leaves them. Words that are a subject in English and
grammar elsewhere ("son", "hat", "pour") stand in `SMALL_ELSEWHERE`, with an English equal.
"""

from __future__ import annotations

# Fillers and "do you offer" verbs are among them: DSTC10's spoken questions showed the need.
_ENGLISH = """
    a about actually ah all also am an and any anyone anything are as at awesome be been being
    but by can cant check cool could couldnt did do does doesnt doing done dont for from get
    gets getting give go got great had has have havent having he hello help her here hey hi hii
    him his hiya hm hmm hy i id if ill im in into is isnt it its ive just kindly know let like
    may me might mine my myself n nice no not now of off offer offered offering offers oh ok
    okay on one ooh or our ours perfect please pls plz provide provided provides providing r
    really s shall she should so some someone something such sure t tell than thank thanks that
    thats the their them then there theres these they theyre thing things this those to too u uh
    um umm up ur us very wanna want wants was we well were whether will with wont would wouldnt
    ya yaa yeah yep yes you your youre yours
"""
_SPANISH = """
    el la los las un una unos unas y o u pero de del al en con por para sobre desde hasta ser es
    soy eres estan esta estas estoy estamos he ha hemos han tengo tiene tienes tienen tener puedo
    puede puedes pueden podria podrias poder quiero quiere quieres quisiera querria necesito
    necesita debo hay haya me te se nos le les lo mi mis tu tus su sus nuestro nuestra este esto
    estos estas ese esa eso esos si muy mucho tambien ya hola gracias buenos buenas dias tardes
    noches favor usted ustedes yo ella nosotros ofrece ofreces ofrecen ofreceis hace hacen hacer
    haces saber decir dime algo alguien vosotros vuestro sera seria gustaria ayuda ayudar ayudas
"""
_GERMAN = """
    der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im am
    auf aus bei mit nach fur um uber unter vor durch ohne gegen bis seit als ist sind bin bist
    waren sein seid wird werden werde wurde habe haben hast hatte kann konnen konnte kannst
    konnten wollen mochte mochten muss mussen soll sollen sollte darf durfen ich du er sie es wir
    ihr mich mir dich dir sich uns euch ihn ihm ihnen mein meine meinen meiner meinem dein deine
    deinen deiner ihre ihren ihrem ihrer unser unsere dieser diese dieses diesem nicht kein keine
    keinen ja nein doch auch noch schon nur sehr da dann wenn weil dass ob bitte danke hallo guten
    gibt geht mach machen macht bieten bietest bietet etwas jemand mal denn eigentlich gerne
    gern hilfe helfen hatten ware lautet
"""
_FRENCH = """
    le la les un une des du de et ou mais au aux en dans sur sous avec sans par chez vers entre
    est sont suis es etes etait etre ai as avons avez ont avoir aura peux peut pouvez peuvent puis
    veux veut voulez voudrais dois doit faut je tu il elle nous vous ils elles me te se lui leur
    mon ma mes ton ta tes sa ses notre nos votre vos ce cet cette ces que quoi ne pas tres
    beaucoup aussi deja oui si bonjour bonsoir salut merci svp plait proposez propose offrez fait
    faire faites ca cela quelque quelquun estce puisje y a l d j c s n m t qu jai cest lorsque
    pouvezvous avezvous etesvous faitesvous proposezvous aide aider savoir dire
"""
_PORTUGUESE = """
    o os a as um uma uns umas e ou mas de do da dos das em na nas no nos com por para pelo pela
    sobre desde ate ser sou sao esta estao estou estamos foi ter tenho tem temos posso pode podem
    poderia poder quero quer queria gostaria preciso precisa devo ha me te se nos lhe meu minha
    meus minhas seu sua seus suas nosso nossa este isto isso esse essa sim nao muito tambem ja
    ola oi obrigado obrigada bom boa dia tarde favor voce voces eu ela nos eles oferece oferecem
    faz fazem fazer saber dizer algo alguem ajuda ajudar
"""
ENGLISH_FUNCTION_WORDS = frozenset(_ENGLISH.split())
OTHER_FUNCTION_WORDS = frozenset(" ".join((_SPANISH, _GERMAN, _FRENCH, _PORTUGUESE)).split())
FUNCTION_WORDS = ENGLISH_FUNCTION_WORDS | OTHER_FUNCTION_WORDS

_ASKING = """
    how what whats when whens where wheres which who whos whom whose why much many long
"""
QUESTION_WORDS = frozenset(_ASKING.split())

# From the English wording to those of the other languages; an underscore joins words.
_ASKED = """
how much: cuanto cuanta combien wieviel wie_viel quanto quanta
how many: cuantos cuantas wieviele wie_viele combien_de quantos quantas
how long: wie_lange combien_de_temps cuanto_tiempo cuanto_dura quanto_tempo quanto_dura
what time: a_que_hora um_wie_viel_uhr um_wieviel_uhr a_quelle_heure a_que_horas
how often: wie_oft con_que_frecuencia cada_cuanto combien_de_fois com_que_frequencia
when: cuando wann quand quando
where: donde adonde wo wohin onde aonde
who: quien quienes wer wen wem qui quem
how: como wie comment
why: por_que porque warum wieso pourquoi
which: cual cuales welche welcher welches welchen quel quelle quels quelles qual quais
"""
ASKING: dict[str, str] = {
    foreign: english
    for english, _, row in (line.partition(":") for line in _ASKED.strip().splitlines())
    for foreign in row.split()
}

# Grammar in the other languages, for texts that are not English.
SMALL_ELSEWHERE = {
    "son": "are", "hat": "has", "pour": "for", "va": "go", "war": "was", "sin": "without",
    "come": "as", "man": "one", "fast": "about", "plus": "more", "sien": "his", "hay": "is",
}  # fmt: skip

NEUTRAL: dict[str, frozenset[str]] = {
    language: frozenset(row.split())
    for language, row in {
        "english": """
        able above according advance after again ago already always another apply ask asking
        available availability back bad based basic because become before best better between
        big both bring care case cause choose clear come common concern consider curious
        currently day days decide deal depend detail details different difficult during each
        easy either else enough especially even ever every exact exactly example expect explain
        extra fact far feel few find fine fit fix follow full further future general going good
        guess half happen happens hard hear hope idea important info information instead
        interested issue keep kind last lately later learn least leave less little live long
        look lot love main make matter maybe mean mention moment more most must name need never
        new next normal normally number okay old once only option order other otherwise own part
        particular perhaps place plan point possible possibly prefer problem properly put
        question questions quick quickly quite rather ready real reason recommend regular
        request require right same say second see seem send set short show similar simple since
        small somebody somehow sometime sometimes soon sort specific still stop stuff suitable
        support suppose take talk think third though thought through time times today together
        tomorrow tonight true try two type typical under understand until unhappy unless upfront
        use used useful usual usually various wait way whatever while whole wonder wondering
        word worth write wrong yesterday yet happy satisfied unsatisfied disappointed three four
        five six seven eight nine ten sense maximum minimum total per afterwards beforehand
        anybody everybody nobody everyone within allowed allow welcome based located location
        venue site sounds excellent chance lot somewhere accept accepts happened came went told
        said heard gone given taken made lets sorry dear regarding related
        """,
        "spanish": """
        ahora antes aqui asi aunque bien cada caso cosa cualquier cuenta despues dentro duda
        entonces entre forma hoy informacion interesa interesado luego manana manera mas mejor
        menos mientras mismo momento mundo nada necesario nueva nuevo nunca ofertas otra otro
        parte persona pide poco posible pregunta primero probar problema proximo pueda quizas
        recibir saber segun siempre solo tampoco tan tanto tiempo tipo toda todas todo todos
        ultimo unico usar utilizar varias veces vez viene acepta aceptan aceptas funciona
        funcionan sirve gusta parece exactamente incluso acabo aproximadamente podemos podrias
        podriamos pueda venir vengo atender atiendes lugar realizar mio mia nosotras ayudarias
        hacerlo hacerse debo tengo acabo exactamente surgido escribir enterar
        """,
        "german": """
        aber alle allem allen alles allgemein also anderen andere anders bald bekomme bekommen
        bekommt besser bereits brauche brauchen braucht dafur damit danach dazu direkt einfach
        einmal erhalte falls finde finden frage fragen funktioniert ganz genau gut heute hier
        immer info infos interesse interessiere jeder jetzt kommen kommt kurz lange leider
        letzte machbar mehr mindestens moglich morgen nachste neu nie nutzen oft passiert
        probieren schnell selbst sofort sowie spater uberhaupt viel viele vielleicht vorher
        wahrend weiter weniger wirklich wissen wurden zeit zuerst zusammen zwischen lauft
        verwenden nehmen nimmst nimmt brauch findet statt stattfinden kommen wurde annehmen
        akzeptieren akzeptiert eigentlich mitbringen bringen
        """,
        "french": """
        alors apres aucun aujourdhui autre autres avant bien bientot chaque chose comme
        concernant demain depuis encore ensuite environ exemple facon fois fonctionne general
        genre informations jamais jour maintenant meilleur meme mieux moins moment mot moyen
        necessaire nouveau parfois partie pendant peu plus plusieurs possible pourrais pourriez
        premier prendre probleme quelques question recevoir renseignement seulement souvent
        toujours tous tout toute toutes trop trouver utiliser vraiment arrive passe deroule
        besoin venir viens vient partir lieu accepter acceptez apporter
        """,
        "portuguese": """
        agora ainda alguma algum alguns antes apenas aqui assim bem cada caso coisa como depois
        dentro duvida durante entao entre forma hoje informacao interessado isso logo mais
        melhor menos mesmo momento mundo nada necessario nova novo nunca outra outro parte pouco
        possivel pergunta acepta aceitas problema proximo quando receber sempre somente talvez
        tanto tempo tipo toda todas todo todos ultimo usar varias vez vezes funciona funcionam
        gosta acontece serve vir venho acontecer aceitar aceita lugar podemos trazer
            precisar vou vamos
        """,
    }.items()
}
