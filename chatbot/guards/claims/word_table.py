"""The vocabulary: what names something, what only carries a sentence, in five languages."""

from __future__ import annotations

from chatbot.guards.claims.listing import listed

_GRAMMAR = {
    "en": """the a an is are was were be been it its this that these those i you he she we they me
    my your her his our their them us of to in on at by for with from as and or but if not no do
    does did have has had will would can could may might should shall what which who how when where
    there here so than then too very just also only about into over per each every any all some
    such more most because while whereas although though however until before after during within
    up down out off again once both few own same s t don't doesn't isn't aren't can't won't
    didn't wouldn't couldn't shouldn't hasn't haven't wasn't weren't cannot""",
    "es": """el la los las un una unos unas es son era fue ser esta estan este esto estas estos eso
    esa y o pero si no de del al a en con por para sin sobre que cual quien como cuando donde se le
    les lo me te mi tu su sus nuestro nuestra yo usted ustedes nosotros hay ha han tiene tienen
    puede puedes pueden ni mas muy tambien solo cada todo toda todos todas porque hasta desde antes
    despues durante entre""",
    "de": """der die das den dem des ein eine einen einem einer eines ist sind war waren sein es er
    sie wir ihr ich du mich dich uns euch ihnen mein dein unser unsere ihre und oder aber wenn nicht
    kein keine keinen von vom zu zum zur in im am an auf mit fur bei aus nach uber unter um vor als
    auch nur noch sehr so wie was wer wo wann man hat haben hatte wird werden kann konnen sich pro
    je jede jeder jedes alle dass weil bis ab seit""",
    "fr": """le la les l un une des du de d et ou mais si ne pas est sont etait etre a ont avoir il
    elle on nous vous je tu ils elles me te se ce cet cette ces mon ma mes ton votre vos notre nos
    son sa ses leur leurs au aux en dans par pour sur avec sans sous que qui quoi dont ou comme
    quand plus tres aussi chaque ni non tout toute tous toutes y jusqu avant apres pendant entre
    peut pouvez""",
    "pt": """o a os as um uma uns umas e ou mas se nao de do da dos das em no na nos nas ao aos por
    pelo pela para com sem sobre que qual quem como quando onde e sao era foi ser esta estao este
    isso isto eu voce voces nos ele ela eles elas me te lhe meu minha seu sua seus suas nosso nossa
    ha tem pode podem mais muito tambem so cada todo toda todos todas porque ate desde antes depois
    durante entre""",
    # Languages the rules cannot read: a sentence in one of them is held back.
    "it": """il lo gli di che non per con sono e della delle dei degli nella alla alle dal dalla
    questo questa anche come piu molto tutto tutti ogni quando ha hanno puo si ci un una la le""",
    "nl": """de het een is zijn van voor met niet geen je jij u wij ons onze en of maar als dan ook
    op bij naar uit om te dat die deze dit wat wie waar heeft hebben kan kunnen worden wordt""",
    "sv": """ar och att det som en ett den de inte for med till av pa fran kan ska har du vi ni jag
    din er vara eller men om nar alla mycket utan""",
    "pl": """jest i w z na do nie sie to dla od po za przez ale lub jak co czy ten ta te tego tej
    moze mozna jestem sa byc bez twoj nasz wszystkie""",
    "tr": """ve bir bu icin ile da de mi ne cok daha gibi kadar sonra once her tum degil var yok
    olan olarak sizin bizim""",
    "ro": """si este sunt de la cu nu pentru un o din pe care mai sau dar ca ce cum fara toate""",
    "ca": """el la els les un una i o amb per no es son que de del dels al als molt tots sense""",
}


#: The languages whose figures and promises can be read.
READ = listed("en es de fr pt")


GRAMMAR = {code: frozenset(words.split()) for code, words in _GRAMMAR.items()}


ALL_GRAMMAR = frozenset().union(*(words for code, words in GRAMMAR.items() if code in READ))


#: Words that are about the act of selling or talking, not about what is sold.
BENIGN_TABLE = """
    cost costs costing price prices priced pricing fee fees rate rates charge charges charged
    pay pays paid paying payment total amount sum investment value worth money run runs come
    comes coming is set currently now today usual usually normal normally regular standing
    always typically simply exactly just approximately roughly about around only yes no sure
    okay ok thanks thank hello hi great good happy glad welcome please sorry course absolutely
    certainly indeed well actually note know let tell say said ask asked asking question answer
    want wanted would like need choose book booking booked option available offer offers offered
    offering get gets getting give gives given make makes long short be being have having use
    used using work works working one ones thing other another new next there here yourself
    myself person people client clients coach coaches help helps us currency usd eur euro euros
    dollar dollars list listed listing see show shows shown find found mean means include
    includes included including plus extra own overall altogether individual everyone anyone
    someone together quick summary details detail information info according based kind right
    correct back go goes going keep happen happens depend depends many much lot way ways part
    parts either whichever whatever looking interested interest decide decided feel free time
    times hour price-wise tag wise per cuesta cuestan costar coste costo costos precio precios
    tarifa tarifas vale valen pagar paga pago importe actualmente normalmente claro gracias hola
    bueno buena si puede reservar ofrece ofrecemos tiene incluye incluyen inversion valor cobra
    cobro unos kostet kosten preis preise gebuhr gebuhren betragt betrag honorar zahlen zahlt
    bezahlen bezahlt derzeit aktuell normalerweise gerne gern ja nein danke hallo naturlich
    buchen bietet bieten umfasst enthalt beinhaltet liegt insgesamt gesamt investition wert gibt
    coute coutent couter cout prix tarif tarifs payer paie montant actuellement normalement bien
    sur merci bonjour oui non reserver propose proposons comprend inclut investissement valeur
    facture revient seulement custa custam custar custo preco precos valores atualmente obrigado
    obrigada ola sim nao oferece oferecemos inclui investimento fica ficam sai move moved
"""


#: One line a meaning: the words of five languages that name it.
MEANING_TABLE = """
presencial presenciales presentiel prasenz prasenztermin inperson
welcome bienvenida bienvenue willkommen boasvindas
accompaniment accompagnement accompagnements acompanamiento begleitung begleitungen acompanhamento
conversation conversations conversacion conversaciones gesprach gesprache conversa conversas echange
    echanges entretien unterhaltung
diagnostic diagnostics diagnose diagnosen diagnosticos analyse analysen analisis
voice voices voz vozes stimme stimmen voix
walk walks paseo paseos spaziergang spaziergange promenade promenades caminhada caminhadas
training trainings schulung schulungen entrenamiento entrainement treinamento treino
talk talks charla charlas
mediation mediations mediacion mediaciones mediacao mediacoes
letter letters carta cartas brief briefe lettre lettres anschreiben
application applications bewerbung bewerbungen candidatura candidaturas candidature solicitud
salary salaries gehalt gehalter salario salarios salaire salaires
employee employees mitarbeiter mitarbeiterin mitarbeitende angestellte empleado empleados salarie
    salaries funcionario funcionarios colaborador colaboradores
conflict conflicts konflikt konflikte conflicto conflictos conflit conflits conflito conflitos
exchange exchanges austausch intercambio
report reports bericht berichte informe informes rapport rapports relatorio relatorios
card cards karte karten tarjeta tarjetas carte cartes cartao
dance tanz baile danza danse
supervision supervisions supervisao
tattoo tatuaje tatouage tatuagem
period
session sessions sesion sesiones sitzung sitzungen seance seances sessao sessoes einzelsitzung
meeting meetings reunion reuniones reuniao reunioes treffen besprechung appointment appointments
    cita citas termin termine rendezvous encontro encontros
single individual einzel einzeln einzelne individuell individuelle individuel individuales unica
    suelta avulsa one-off 1:1
package packages bundle paquete paquetes paket pakete forfait forfaits pacote pacotes
programme programmes program programs programa programas programm programmes
group groups grupo grupos gruppe gruppen groupe groupes gruppenkurs
team teams equipo equipe equipes equipos
call calls llamada llamadas anruf anrufe appel appels chamada chamadas
    telefonat ligacao
introductory intro discovery erstgesprach kennenlerngesprach kennenlernen descubrimiento
    decouverte descoberta inicial initial introductorio
clarity klarheit claridad clarte clareza
coaching coach coachings coachen
workshop workshops taller talleres atelier ateliers oficina oficinas
course courses curso cursos kurs kurse cours formation lehrgang
retreat retreats retiro retiros retraite retraites retiro auszeit
webinar webinars webinario webinarios webinaire webinaires seminarios
seminar seminars seminario seminarios seminare seminaire seminaires
membership memberships mitgliedschaft membresia adhesion abonnement abo subscription suscripcion
    assinatura mensalidade
mentoring mentorship mentoria mentorias mentorat
consultation consultations consulting beratung beratungen consulta consultas consulte
    consultoria consultorias asesoria asesoramiento conseil
intensive intensives intensivo intensiva intensif intensiv
couple couples pareja parejas paar paare casal casais
family families familia familias familie familien famille familles
corporate company companies business empresa empresas empresarial firma firmen unternehmen
    entreprise entreprises employer arbeitgeber employeur
executive executives ejecutivo ejecutivos fuhrungskraft fuhrungskrafte dirigeant dirigeants
    executivo executivos
premium vip gold platinum exclusive
basic basico basica basis essentiel debutant
online virtual virtuell virtuelle remote distance videoconference
video videollamada videoanruf videoanrufe visio videochamada zoom
phone telephone telefono telefon telefone
evening evenings abend abende soiree soirees noche noches noite noites tardes
morning mornings manana matin matinee manha vormittag
weekend weekends wochenende fin-de-semana
day days tag tage dia dias jour jours journee
child children kids ninos kinder enfants criancas
teen teens teenager jugendliche adolescentes adolescents adolescente
student students estudiante estudiantes studierende studenten etudiant etudiants estudantes
beginner beginners principiante principiantes anfanger debutants iniciantes
career karriere carrera carriere carreira laufbahn
leadership fuhrung liderazgo lideranca
life leben vida vie
health gesundheit salud sante saude
wedding boda hochzeit mariage casamento
cancellation cancellations cancel cancelling cancelled cancelacion cancelar cancela cancelas
    stornierung stornieren absage absagen annulation annuler cancelamento storno
late later latecomer spat verspatet tarde retard tardia
deposit anzahlung deposito acompte sinal caution
refund refunds refunded refundable reembolso reembolsos reembolsar reembolsamos erstattung
    ruckerstattung erstattet erstatten remboursement rembourser remboursons devolucion devolver
    devolvemos devolucao reembolsavel
ebook ebooks libro libros buch bucher livre livres livro livros
assessment assessments evaluacion evaluation bewertung avaliacao diagnostico bilan bilans test
    tests
exercise exercises ejercicio ejercicios ubung ubungen exercice exercices exercicio exercicios
question questions pregunta preguntas frage fragen pergunta perguntas
note notes notas notizen nota
email emails e-mail e-mails mail correo mails
message messages mensaje mensajes nachricht nachrichten mensagem mensagens
month months mes meses monat monate monaten mois monats monthly
week weeks semana semanas woche wochen semaine semaines weekly
year years ano anos jahr jahre jahren annee annees an ans annual yearly
minute minutes minuto minutos minuten
part parts teil teile teilen parte partes partie parties
equal equals gleich gleiche gleichen igual iguales egal egales iguais
person persons people persona personas menschen personnes pessoa pessoas teilnehmer teilnehmende
    participant participants participantes place places platz platze plazas vagas
instalment instalments installment installments cuota cuotas raten mensualite mensualites
    parcela parcelas plazos prestacoes
invoice invoices factura facturas rechnung rechnungen facture factures fatura faturas
experience experiencia erfahrung experiencias
client clients cliente clientes kunde kunden klient klienten klientin klientinnen
module modules modulo modulos modul
lesson lessons leccion lecciones clase clases lektion lektionen lecon lecons aula aulas
visit visits besuch besuche visite visites visita visitas
hour hours hora horas stunde stunden heure heures hourly
kitchen cocina kuche cuisine cozinha
garden jardin garten jardim
nutrition ernahrung nutricion nutricao ernahrungsberatung
yoga pilates meditation meditacion meditacao
massage massages masaje masajes massagem massagen
website websites webseite webseiten
review reviews revision revisao uberprufung
resume cv lebenslauf curriculum
interview interviews entrevista entrevistas vorstellungsgesprach
speech speeches vortrag vortrage keynote keynotes conference conferences conferencia palestra
    palestras
certificate certificates zertifikat certificado certificat
audit audits auditoria
"""
#: Everyday words that name nothing, unless the founder has put them into the name of an offer.
SOFT_TABLE = """
    first primera primer primeira primeiro premiere premier erste erstes ersten trial appeler
    appelez anrufen rufen llamar llame ligar ligue telefonar start starts starting started begin
    begins end ends held hold holds meet meets open opens opened close closes closed reply
    replies replied respond responds last lasts lasting take takes taken dauert dauern dura
    duran dure durent duram beginnt antwortet antworten contesta responde repond offen geoffnet
    abierto abre ouvert aberto aberta join joins joined attend try trying enjoy bring come check
    checking look looks looking seem seems seeing showing hear think believe understand hope
    love plan planning expect visit call calling contact reach write send sent speak talk learn
    grow change improve support prefer pick select allow allows require requires needed need
    wish work fit fits suit suits right perfect wonderful lovely nice fine best better easy
    simple clear clearly flexible convenient whole entire full fully complete standard typical
    basic regular different separate single-handed specific certain particular main additional
    further various several few little bit really quite rather away yet even still ever never
    maybe perhaps probably likely possible possibly able ready yeah yep yup um uh oh alright
    alrighty sir madam dear kindly feel glad happy delighted excited great excellent cool
    awesome sorry afraid unfortunately luckily fortunately warm regards cheers wishes today's
    good morning evening place located location area near nearby around via through across
    between under above below without against along together apart instead besides also moreover
    e.g i.e etc including mean called named known website page following previous next time
    times moment case example reason point number note idea option options choice service
    services offering offerings format formats form business company team folks guests guest
    customers customer visitors visitor reach-out onsite site werde werden wurde wurden wirst
    worden geworden bin bist gestellt stellen stelle stellt fallt fallen anfallen berechnet
    berechnen machen macht mache gemacht tun tut kommen kommt komme gehen geht bleiben bleibt
    sehen sieht sagen sagt fragen fragt wissen weiss finden findet denken denkt glauben brauchen
    braucht mochten mochte mochtest wollen will willst sollen soll sollte durfen darf mussen
    muss musst lassen lasst helfen hilft erhalten erhalt erhaltst bekommen bekommt nehmen nimmt
    geben arbeiten arbeitet sprechen spricht treffen zeigen zeigt nutzen nutzt wahlen wahlt
    entscheiden starten startet beginnen enden endet stattfinden statt gerade immer wieder
    einfach genau etwa ungefahr rund circa insgesamt zusatzlich ausserdem ebenso jedoch zunachst
    zuerst danach dabei dazu dafur daran darauf davon hier dort dann wenn obwohl deshalb daher
    gut guten gute guter schon schone klar leider vielleicht moglich verfugbar gemeinsam
    zusammen personlich unterlagen sowie bzw sonst anschliessend zwischen ohne gegen
    kontaktieren schreiben schreibt buchen bucht passt passen lohnt eignet neue neuen neuer
    weiteren weitere verschiedene ser sera seran estar estara siendo hacer hace hacen hecho ir
    va van voy venir viene vienen quedar queda quedan ver ves decir dice saber sabe encontrar
    encuentra pensar creer necesitar necesitas necesita querer quiere quieres deber debe debes
    dejar deja ayudar ayuda recibir recibe recibes obtener obtienes tomar toma dar da dan
    trabajar trabaja hablar habla mostrar muestra usar usa usas elegir elige empezar empieza
    terminar termina realiza realizan realizar ahora siempre aqui alli entonces luego ademas
    tambien todavia ya casi aproximadamente alrededor total segun mediante junto juntos mejor
    buen buenas bien posible disponible personalmente contactar escribir llama otro otra otros
    otras mismo misma nuevo nueva gran grande primero hola encantado gusto momento caso forma
    manera etre seront etes suis faire fait faites font aller vont vient viennent rester reste
    voir dit dire savoir sait trouver trouve penser croire besoin vouloir veut voulez souhaitez
    souhaite devoir doit devez laisser aider aide recevoir recoit recevez obtenir obtenez
    prendre prend prenez donner donne travailler travaille parler parle montrer utiliser choisir
    choisissez commencer commence terminer termine revient reviennent maintenant toujours ici
    alors ensuite puis encore environ presque selon ensemble mieux bon bonne bons bonnes
    contacter ecrire appelle autre autres meme nouveau nouvelle cas facon maniere aussi dispense
    propose organise comprend serao sendo fazer faz fazem feito vai vao vou vir vem dizer diz
    encontra precisar precisa quer quero dever deve deixar deixa ajudar ajuda receber recebe
    obter dao trabalhar trabalha falar fala escolher escolhe comecar comeca agora sempre ali
    entao depois alem ainda ja quase cerca segundo melhor bom boa boas bem possivel disponivel
    contatar escrever outro outra outros outras mesmo mesma novo nova maneira tudo isso acontece
    gladly usually generally basically essentially altogether separately individually afterwards
    beforehand offered provided provides provide set sets given gives brings wants wanting needs
    feels feeling sounds sound helpful useful important suitable ideal great-fit right-fit
    comfortable interested happy-to darin hierin dadurch darunter alternativ jeweils bereits
    beim zudem derzeit momentan falls sobald solange sowohl entweder weder daruber allerdings
    grundsatzlich selbstverstandlich naturlich direkt kurz lieber besten besprechen wunschen
    wunscht freue freuen meldet melden melde gemeldet umfassen finde angaben bekannt handelt
    erfolgt erfolgen stehen steht ihnen euch summe alles betrag klingt spannend toll super
    klasse schade verstehe verstandlich weiterhelfen weiter passend asi demas recomiendo
    recomendamos recomendaria sugiero sugerimos consta directamente lugar eso incluso aunque
    mientras dicho embargo igualmente cualquier duda dudas consultar escribirnos escribirle
    preguntar preguntarle preguntes preguntas pena entiendo comprendo perfecto genial vaya
    siento lamento gustaria interesa hagas hacerla hacerlo hacerse puedas podras podria tendras
    tendra recibiras recibira pagaras pagas cuenta cuentas cabo lleva llevan llevar realizarse
    cuyo dicha desse dessa nesse nessa esse essa deste desta prazo apenas possui consegue
    consigo posso podemos conseguir chame escreva confirmar contar funcionam funciona funcionar
    informacoes informacao informacion informaciones mencionam menciona mencionan tiver passado
    valor deles dela dele delas neste nesta tambem porem portanto assim enquanto favor esteja
    estejam queira quiser gostaria saiba poderia entendo perfeito otimo fique vontade durante
    sobre acontecem ocorre realizada realizado ainsi donc toutefois cependant neanmoins
    egalement lors dont celui celle ceux ceci cela soit montant informations directement invite
    inviter poser sujet propos concernant desole desolee dommage comprends parfait volontiers
    hesitez beneficiez beneficient beneficier presentation pouvez pourrez pourriez serez aurez
    disposez retrouverez lieu deroule deroulent tient effectue effectuer effectuee peuvent peut
    votre doute renseignement renseignements precision precisions regle reglee regler bet
    directly begun spread giving runs run roughly maximum minimum per worth aged within however
    therefore otherwise meanwhile telefonisch erreichen erreichst erreichbar joignable
    joignables joindre localizar atendemos attention reachable respuesta antwort reponse
    resposta diese dieser dieses diesen diesem jene welche welcher leave leaves left
    hinterlassen laissez dejas deixe preocupa belastet week's menos moins weniger minus less mehr
"""
