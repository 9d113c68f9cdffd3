"""Everyday words: they carry a sentence in five languages and tell nothing of what is offered."""

from __future__ import annotations

from chatbot.guards.claims.reading import fold
from chatbot.guards.claims.word_table import ALL_GRAMMAR
from chatbot.guards.claims.words import BENIGN, SOFT, stem

_TABLE = """
    able above according across actually add adds adding added advance afraid again ahead aim
    aimed alone along already alternatively although always amount another anything anyone
    anyway apply applies applied arrange arranged around aside ask asks available aware back
    base based bear become becomes before behind being below besides best better between beyond
    big both brief briefly case cases cause certainly chance check choice choose clear combine
    combined come common comes concern concerns confirm consider contain contains contact count
    counts couple cover covers covered covering crowded date decide depends describe described
    detail different direct directly discuss done due during each early easily else end enough
    entire especially even ever every everything exact example exist exists expect explain extra
    fact fairly fall falls far feel few figure fill final find fit fits focus follow following
    follows form forward found full further general get give given gladly goes going gone good
    guess half hand happy hard hear help hold idea include information inside instead keep kind
    know known large last late later least leave leaves left length less let letting like likely
    list listed listing little long look lot made main make makes match matter mean means meant
    mention mentioned mentions middle might mind more most much must namely near need needed
    neither next nobody note nothing notice number off offer often once one only open option
    options order other otherwise outside over overall own page part particular per perhaps pick
    place plan point possible present problem provide provided quick quite range rather reach
    read ready really reason receive receives regarding remember reply rest right round same say
    says see seem seems send sense separately set several share short show side simple simply
    since site small some somebody someone something soon sort sorry specific spend spent split
    start started starts stay step still sure take taken takes taking talk team tell than thank
    that then therefore thing things think though through throughout time times together top
    total toward try turn typical understand unfortunately until use used useful usual usually
    want way website welcome well whatever when whenever whether while whole why wish within
    without wonder work works worry worried would write yes yet yourself

    abajo acerca ademas adelante adicional ahora ahi aparece aparecen aparte aqui asi aun aunque
    ayuda ayudar bastante bien breve buena buenas bueno cabe cada cambio caso casos claro como
    completo comentar comentarlo consta consultar consultarlo contestar continuacion convendria
    conviene cosa creo cualquier cuenta cuentame cuyo dar dato debe decir deja demas dentro
    depende despues detalle dice directamente directo disponible donde duda ejemplo embargo
    empezar empieza encanta encontrar enlace enseguida entender entiendo entonces entrar equipo
    escribe escriba escribir escribirnos especial espero esa ese eso existe existen explica
    falta fin forma formas frente fuera gracias gran grande gusta gustaria gusto haber hablar
    hace hacer hacia haga igual importante incluido indica indicado indicados informacion
    informe interesa interesado ir junto lado lamento largo leer listado lista llama llamar
    lleva luego lugar mal mejor mencion menciona mencionan mencionado menos mientras mismo mitad
    modo momento mucho mucha muchas muchos nada ningun ninguna ninguno nuestro numero ofrece
    opcion opciones otra otras otro otros pagina parte pasa pasar pena pensado pequeno perfecto
    permite poco poder podria podrias podemos posible pregunta preguntar prefieres prefiere
    primero principio probar publicado pues puedo punto quedar queda quedan querer queremos
    quieres quiere quiza quizas recibe recibir recibes recomiendo resto resumen resulta revisar
    sabe saber sale salir sea segun seguir seguro sentido ser seria serian siempre siento
    siguiente siguientes sino sitio situacion sola solo suele sugiero suma suman sumar tal
    tambien tampoco tarde tema tendrias tenemos tener tengo tenga terminar termina ti tiempo
    tipo tipos todavia tras trata tratar trate tuyo ultimo unico ustedes varios vas vemos venga
    venir veo ver verdad vez veces vista web ya

    abhangig aktuell allem allen allerdings allgemein alt andere anderen anderes anders anfragen
    angabe angaben angebot angeboten anliegen ansonsten anzahl auch auf aufgefuhrt aufwand
    ausserdem auskunft bedeutet bedingung bedingungen beide beiden beim beispiel bekannt
    bekommen bekommt bereich bereits besonders besprechen bestatigen beste besten bestens
    bestimmt bestimmte betrifft bezug bieten bisher bitte bleiben bleibt brauchen braucht dabei
    dadurch dafur dagegen daher damit danach daneben dann daran darauf darin daruber darum davon
    davor dazu deshalb deutlich direkt doch dort drauf drin durch ebenfalls ebenso echt eigene
    eigenen eigentlich einfach einig einige einmal einschliesslich entscheiden entsprechend
    entweder erfahren erganzend erhalten erhalt ersten etwa etwas falle fest finde finden findet
    folgende folgenden folgendes frage fragen frei freue freuen freut frau ganz ganze ganzen gar
    geben geht gehen gehort gelten geltend gemacht genannt genau genauen genauso gern gerne
    gesamt geschrieben gibt gilt gleich gleichen glucklich grossen gross grund gut guten habe
    haben halten hangt hatten heisst herr herrn herzlich hier hilft hinaus hinweis hochstens
    hoffe ihm ihren ihrer ihres immer individuell informationen insgesamt interesse inzwischen
    irgendwie je jederzeit jedoch jetzt jeweils kame kamen kann kannst kaum klar klaren klein
    kleine kleiner klingt klickt kommen kommt komplett konkret konnte konnten kunden kurz
    kurzfristig lang lange lasst lassen lauft leid leider leiten letzte letzten lernen liebe
    lieber liegen liegt lohnt los machen macht manche mehr mehrere meine meinem meinen meiner
    meist melden mindestens mir mitte moglich moglichkeit mochten mochte moment muss mussen
    nachste nachsten nachfragen naheres namlich naturlich neben nehmen nennen neu neue nichts
    normal notig nun nutzen oben obwohl offen oft ordnung ort passen passt passend passende
    personlich punkt rahmen rein richtig ruhig rufen rund sache sagen schauen schicken
    schliesslich schnell schon schreiben schreib sehen sehr seite selber selbst
    selbstverstandlich sicher situation sobald sogar solche sollte sollten sonst soweit sowie
    spater spezielle statt steht stehen stelle stellen stimmt stunden such sparen teil
    telefonisch trotzdem tun uber uberlegen ubrig ubrigens umfasst unsere unserem unseren
    unserer unter unterlagen unterschied unterstutzen ubersicht variante vereinbaren verfugbar
    verfugung vergleich verschieden verschiedene verstehe viel viele vielen vielleicht voll
    volle vom voraus vorab vorher vor wahl wahlen wahlweise ware waren warum weitere weiteren
    weiter weiterhelfen welche welcher welches wenden wenig weniger wichtig wichtige wieder will
    wirklich wissen wobei woche wollen worden worum wunsch wunschen wunscht wurde wurden zahlt
    zahlen zeit zeigt ziemlich zuerst zufolge zugesagt zunachst zurzeit zusagen zusammen
    zusatzlich zustandig zwar zwischen schones

    aborder accord adresse afin age ai aide aider ailleurs aimeriez ainsi aller allez alors
    appliquer applique appliquent apporter apres attend attente aucun aucune aujourd auriez
    aurait aussi autre autres autrement avance avant avez avis avoir avons beau beaucoup besoin
    bienvenue bon bonne bonnes bref calcul cas ceci cela celle celles celui certain certaine
    certaines ces chez chose choisir choix ci clair combien commence commencer comprends compter
    compte concerne concernant concernent condition conditions confirmer connaitre connaissent
    conseille contacter contre convient correspond courageux cours cout dans debut decider
    demande demander depend depuis derniere descriptif desire desole desolee details deux devez
    devrait dire directement dispose disposition dit dites doit donc donne donner droit echange
    ecrire ecrivez effet egalement encore enfin ensemble ensuite entendre entendu envie environ
    envoyer equipe espere essayer etes etiez etre etait evidemment exactement exemple existent
    explique facon faire fait faites faut fois font forme formule formules frais gens grand gros
    hesitez hors heureux heureuse ici idee important indique indiquee indiquent informations
    inscrire jamais jour juste justement la laisser lieu liste loin longtemps lors lorsque
    maintenant malgre malheureusement manque meme mentionne mentionnee merci merite mettre mieux
    moi moins montant mot ne niveau nombre non notre nouveau obtenir offre ou ouvrir parce
    pareil parfait parle parler partie partir pas passe passer pendant penser permet personne
    peu peux peut plaisir plupart plusieurs plutot possibilite poser pourra pourrez pourriez
    pourrait pouvoir pouvons precis precise preciser prefere preferez premier prendre prenez
    pres presente prevoir prevu prevue prevenez probleme projet proposer propose propos puis
    puisque quel quelle quelles quelque quelques quels quoi raison rappeler recevez recevoir
    recommande reflechir regarder renseigner renseignement repondre reponse reste rester
    revanche revient rien sais savoir selon sera serait serez seriez seul seule seulement si
    simplement sinon soit soient souci souhaite souhaitez souvent suffit suis suite suivant
    suivante sujet supplement sur surtout tant tel telle temps tenir tiens totalement tout
    toutefois travers trop trouve trouver type uniquement utile utiliser vais valable veut vient
    vite voici voila voir vois voit volontiers votre voulez voudrais voudriez vouloir vrai
    vraiment

    abaixo acima acontece acordo agora ainda ajuda ajudar alem algo alguem algum alguma algumas
    alguns ali antecedencia anterior apenas assim ate atender atende atendimento bem boa boas
    bom brevemente cai cento certo chama chamar coisa coisas com combinar comeca comecar
    compartilhar compensa comum confirmar conforme conhecer consegue conseguir consigo contar
    conta contato contacto cuida custo da dado dados daqui data deixa deixar demais depois
    descreve deseja detalhe detalhes deve dia diferenca diferente dizer diz diretamente direto
    disponivel disso diss dito dizem dou duvida ela ele eles encontra encontro entao entendo
    enviar equipa errado errada escolha escolher escreva escrever esclarecer especifico essa
    esse esses estamos estar existem explicar exemplo falar fala fale falo faco faz fazer fechar
    feito fica ficam ficar fim fora gente geral gostar gostaria gosta ha hoje horario houver
    indicar informacao informacoes informar inicio isto jeito juntos ja ler levar ligar logo
    longe maior mais mandar manter marcar melhor mencionada menor mesma mesmo metade mim muita
    muitas muito muitos nela nele nenhum nenhuma ninguem nome obrigado obrigada oi ola onde
    opcao opcoes ora outra outras outro outros ouvir pagando parece passa passar pedir pensar
    pequena perguntar pergunta perto ponto portanto possivel posso pouco pode podera poderia
    pois pouca prazer preciso precisa precisar preferir previsto primeiro problema procurar
    proprio proxima proximo qualquer quanto quer queres quiser recebe receber refere regra
    respeito responde responder resposta restante restantes sai sair saem sairiam saiba seja
    sejam sempre sendo sente sentir seriam sinto situacao soma somam somando somente sobre
    sugiro sumario tambem tanto tem temos tenha tenho ter tiver toda tomar tudo unica valem
    valer valor varias veja vem verdade vezes visto voce voces vou

    allein solos sozinho sozinha rendez author autor auteur autora light led recent recently
    reciente recientes recente recentes baja sube lower higher raise seen deed zuruck
    vorbereiten domicilio ago bekamen bekame besserung gezielt surge slip slot slots window
    recuperer recuperez hangen anmeldung anmelden abmelden melde imprevisto haya hayan hayas
    hayamos hemos habia habias habian hecho hecha dicho estoy estas cuanto cuantos separado
    enviamos mano medio medios confirman aseguro asegurar importan ihn wem wen welch denn wann
    sei seien wessen einzeln gebucht bezahlt fallig anfallen fallen berechnet ubernommen pris
    prise ceux elles eux lui leurs leur avaient aviez feriez ferait faisait doivent peuvent
    veulent tenham feita feitas feitos houve estava separadas lhe lhes nosso congratulations
    email mail e-mail phone telefon telefono telefone telephone courriel whatsapp vat iva mwst
    ust umsatzsteuer mehrwertsteuer tva hst gst impuesto impuestos imposto impostos tax taxes
    zzgl zuzuglich exkl inkl inklusive inbegriffen excluding including inclusive excluded
    included billed bill paid pay year month week day hour minute session single maximum minimum
    maximo minimo maximal jahr monat tag stunde
"""

EVERYDAY = frozenset(fold(word) for word in _TABLE.split())
_STEMS = frozenset(stem(word) for word in EVERYDAY | BENIGN | SOFT)


def is_everyday(low: str) -> bool:
    """Whether a folded word tells nothing of what is offered."""
    return (
        len(low) < 3
        or low in EVERYDAY
        or low in ALL_GRAMMAR
        or stem(low) in _STEMS
        or (low.endswith(("mente", "ly", "ment")) and len(low) > 7)
    )
